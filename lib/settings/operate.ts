import { writeOperatorAct } from "@/lib/access/act";
import { carryOut, writeNeeded } from "@/lib/agreements/change";
import { schoolsWithPeriods } from "@/lib/agreements/list";
import { planSet, type Span } from "@/lib/agreements/plan";
import { type Tx, withOperator } from "@/lib/database";
import { Invalid, NotFound } from "@/lib/errors";
import { replaceLocalities } from "@/lib/localities/replace";
import { syncAuthoritySchools } from "@/lib/schools/authority";
import { checkSettings, differences, readSettings, type Settings, writeSettings } from "./rows";

/** Enters an authority, or gives it another name; its schools in the register become its own. Throws Invalid. */
export async function addAuthority(code: string, name: string): Promise<{ schools: number }> {
  if (!/^\d{3}$/.test(code))
    throw new Invalid("An authority's code is three digits, e.g. 380.", { code: "three digits" });
  if (!name.trim()) throw new Invalid("An authority needs a name.", { name: "missing" });
  await withOperator(code, async (tx) => {
    await tx.sql`insert into ref.authorities (code, name) values (${code}, ${name.trim()}) on conflict (code) do update set name = excluded.name`;
    await tx.sql`insert into app.settings (la_code) values (${code}) on conflict (la_code) do nothing`;
    await writeOperatorAct(tx, code, { door: "authority.add", note: { code } });
  });
  await syncAuthoritySchools(code);
  return withOperator(code, async ({ sql }) => {
    const [row] = await sql<
      { schools: number }[]
    >`select count(*)::int as schools from app.schools where la_code = ${code}`;
    return row ?? { schools: 0 };
  });
}

export interface AuthoritySettings extends Partial<Settings> {
  /** Replaces the Localities: name of the Locality, URN of a school of the authority. */
  localities?: { locality: string; urn: string }[];
  /** Schools' agreements, each in place of what it overlaps. */
  agreements?: ({ urn: string } & Span)[];
  /** Do S2 to S5 open within an agreement only? */
  needsAgreement?: boolean;
  /** Replaces what the authority tells of its schools beyond the register. */
  details?: SchoolDetails[];
}

export interface SchoolDetails {
  urn: string;
  email: string | null;
  /** As the school puts it: "Saturday 10 October, 10 am". */
  openDays: string | null;
}

async function mustBeOwn({ sql }: Tx, code: string, urns: string[]): Promise<void> {
  const known = await sql<{ urn: string }[]>`select urn from app.schools where la_code = ${code}`;
  const own = new Set(known.map((k) => k.urn));
  const strangers = urns.filter((urn) => !own.has(urn));
  if (strangers.length === 0) return;
  throw new Invalid(
    `Not schools of this authority in the register: URN ${strangers.slice(0, 10).join(", ")}. Load the register first, or correct the list.`,
  );
}

/** A school's page shows what one authority tells: that to which the register gives the school now. */
async function mustBeOwnNow({ sql }: Tx, code: string, urns: string[]): Promise<void> {
  const gone = await sql<{ urn: string }[]>`
    select urn from ref.schools where urn = any (${urns}::text[]) and la_code <> ${code} order by urn`;
  if (gone.length === 0) return;
  throw new Invalid(
    `No longer schools of this authority in the register: URN ${gone
      .slice(0, 10)
      .map(({ urn }) => urn)
      .join(", ")}. Take them out of the list; their present authority tells of them.`,
  );
}

async function setDetails(tx: Tx, code: string, rows: SchoolDetails[]): Promise<void> {
  const urns = rows.map((r) => r.urn);
  await mustBeOwn(tx, code, urns);
  await mustBeOwnNow(tx, code, urns);
  const twice = urns.find((urn, n) => urns.indexOf(urn) !== n);
  if (twice) throw new Invalid(`URN ${twice} stands in the list twice; one line a school is expected.`);
  await tx.sql`delete from ref.school_details where la_code = ${code}`;
  await tx.sql`
    insert into ref.school_details (urn, la_code, email, open_days)
    select t.urn, ${code}, t.email, t.open_days
    from unnest(${urns}::text[], ${rows.map((r) => r.email)}::text[], ${rows.map((r) => r.openDays)}::text[]) as t(urn, email, open_days)
    on conflict (urn) do update set la_code = excluded.la_code, email = excluded.email, open_days = excluded.open_days`;
}

async function setLocalities(tx: Tx, code: string, rows: { locality: string; urn: string }[]): Promise<void> {
  await mustBeOwn(
    tx,
    code,
    rows.map((r) => r.urn),
  );
  const twice = rows.map((r) => r.urn).filter((urn, at, all) => all.indexOf(urn) < at);
  if (twice.length > 0) {
    throw new Invalid(
      `A school is in one Locality only, but the list names these more than once: URN ${twice.slice(0, 10).join(", ")}.`,
    );
  }
  await replaceLocalities(tx, code, rows);
}

async function setAgreements(tx: Tx, code: string, rows: NonNullable<AuthoritySettings["agreements"]>): Promise<void> {
  const urns = rows.map((r) => r.urn);
  await mustBeOwn(tx, code, urns);
  for (const { urn, from, until } of rows) {
    if (until < from) throw new Invalid(`URN ${urn}: the agreement ends before it begins.`);
    const school = (await schoolsWithPeriods(tx, code)).find((s) => s.urn === urn);
    await carryOut(tx, code, [{ urn, plan: planSet(school?.periods ?? [], { from, until }) }]);
  }
}

/** Threshold for small numbers (at least 6), import queue's limit, Localities, schools' details and agreements. Throws NotFound, Invalid. */
export async function setAuthority(code: string, settings: AuthoritySettings): Promise<void> {
  const { localities, details, agreements, needsAgreement, ...given } = settings;
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  checkSettings(changes);
  await withOperator(code, async (tx) => {
    const from = await readSettings(tx, code);
    if (!from)
      throw new NotFound(`Authority ${code} is not here yet. Enter it with: la add --code ${code} --name NAME`);
    await writeSettings(tx, code, { ...from, ...changes });
    if (localities) await setLocalities(tx, code, localities);
    if (details) await setDetails(tx, code, details);
    if (agreements) await setAgreements(tx, code, agreements);
    if (needsAgreement !== undefined) await writeNeeded(tx, code, needsAgreement);
    await writeOperatorAct(tx, code, {
      door: "authority.set",
      note: {
        ...differences(from, { ...from, ...changes }),
        localities: localities?.length,
        details: details?.length,
        agreements: agreements?.length,
        needed: needsAgreement,
      },
    });
  });
}
