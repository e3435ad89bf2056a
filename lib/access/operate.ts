import type { Domain } from "@/db/dataset-table";
import { carryOut, writeNeeded } from "@/lib/agreements/change";
import { schoolsWithPeriods } from "@/lib/agreements/list";
import { planSet, type Span } from "@/lib/agreements/plan";
import { type Tx, withOperator, withScope } from "@/lib/database";
import { Invalid, NotFound } from "@/lib/errors";
import { replaceLocalities } from "@/lib/localities/replace";
import { type NewMail, writeMail } from "@/lib/mail/queue";
import { enqueue } from "@/lib/queue";
import { syncAuthoritySchools } from "@/lib/schools/authority";
import { checkSettings, differences, readSettings, type Settings, writeSettings } from "@/lib/settings/rows";
import { addressIn } from "./address";
import { ordered } from "./domains";
import { hashPassword } from "./password";
import { passwordFault } from "./password-rules";
import { letIn, takeOut } from "./register/entry";
import { systemScope } from "./scope-of";
import { putStaff, staffEntry, takeOutStaff } from "./staff/rows";

/** What the operator's command line does to authorities and their people; each is an act of the authority. */
async function act({ sql }: Tx, laCode: string, door: string, note: Record<string, unknown>): Promise<void> {
  await sql`insert into audit.acts (la_code, actor, hat, door, note) values (${laCode}, null, 'operator', ${door}, ${sql.json(note as never)})`;
}

/** Enters an authority, or gives it another name; its schools in the register become its own. Throws Invalid. */
export async function addAuthority(code: string, name: string): Promise<{ schools: number }> {
  if (!/^\d{3}$/.test(code))
    throw new Invalid("An authority's code is three digits, e.g. 380.", { code: "three digits" });
  if (!name.trim()) throw new Invalid("An authority needs a name.", { name: "missing" });
  await withOperator(code, async (tx) => {
    await tx.sql`insert into ref.authorities (code, name) values (${code}, ${name.trim()}) on conflict (code) do update set name = excluded.name`;
    await tx.sql`insert into app.settings (la_code) values (${code}) on conflict (la_code) do nothing`;
    await act(tx, code, "authority.add", { code });
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
    await act(tx, code, "authority.set", {
      ...differences(from, { ...from, ...changes }),
      localities: localities?.length,
      details: details?.length,
      agreements: agreements?.length,
      needed: needsAgreement,
    });
  });
}

function checkName(name: string): void {
  if (!name.trim()) throw new Invalid("A person needs a name.", { name: "missing" });
}

/** An address as log-ins are kept. Throws Invalid. */
function addressOf(email: string): string {
  const address = addressIn(email);
  if (!address) throw new Invalid(`“${email}” is not an e-mail address, like name@authority.example.`);
  return address;
}

interface LogIn {
  id: string;
  /** Whether there is a password to sign in with. */
  signsIn: boolean;
}

/** A log-in by address, made when there is none; a password given replaces the old one. */
async function ensurePerson(tx: Tx, email: string, password?: string): Promise<LogIn> {
  const fault = password === undefined ? null : await passwordFault(password, { email, places: [] });
  if (fault) throw new Invalid(`The password: ${fault}.`);
  const hash = password === undefined ? null : await hashPassword(password);
  const [row] = await tx.sql<LogIn[]>`select id, signs_in as "signsIn" from auth.ensure_person(${email}, ${hash})`;
  if (!row) throw new Invalid("The log-in could not be made.");
  return row;
}

/** Writes the invitation of somebody who has no password yet; null for anyone else. */
const invite = async (tx: Tx, { id, signsIn }: LogIn, mail: Omit<NewMail, "to">): Promise<string | null> =>
  signsIn ? null : writeMail(tx, { ...mail, to: { personId: id } });

/** Hands an invitation to the queue, which the operator may not write to; should this be cut off, the workers do it. */
async function send(laCode: string, mail: string | null): Promise<Let> {
  if (mail) await withScope(systemScope(laCode), (tx) => enqueue(tx, "mail", { laCode, id: mail, actor: null }));
  return { invited: mail !== null };
}

export interface Let {
  /** Whether an e-mail with a link to choose a password is on its way. */
  invited: boolean;
}

export interface NewStaff {
  email: string;
  name: string;
  password?: string;
  see: Domain[];
  edit: Domain[];
  admin: boolean;
}

/** A member of the authority's staff with their rights, or new rights for one. Throws NotFound, Invalid. */
export async function addStaff(code: string, person: NewStaff): Promise<Let> {
  checkName(person.name);
  const email = addressOf(person.email);
  const mail = await withOperator(code, async (tx) => {
    await mustExist(tx, code);
    const logIn = await ensurePerson(tx, email, person.password);
    const rights = ordered(person);
    await putStaff(tx, code, { personId: logIn.id, name: person.name, email, ...rights });
    await act(tx, code, "staff.add", { person: logIn.id, to: rights });
    return invite(tx, logIn, { laCode: code, template: "invite-staff" });
  });
  return send(code, mail);
}

export interface NewAccess {
  email: string;
  name: string;
  password?: string;
  urn: string;
  level: 1 | 2 | 3;
  purpose?: string;
  /** The last day, ISO; none: without an end. */
  until?: string;
}

/** An entry in a school's Access Register. Throws NotFound, Invalid. */
export async function addAccess(code: string, person: NewAccess): Promise<Let> {
  checkName(person.name);
  const email = addressOf(person.email);
  const mail = await withOperator(code, async (tx) => {
    await mustExist(tx, code);
    const [school] = await tx.sql`select 1 from app.schools where la_code = ${code} and urn = ${person.urn}`;
    if (!school) throw new NotFound(`URN ${person.urn} is not a school of authority ${code} in the register.`);
    const logIn = await ensurePerson(tx, email, person.password);
    const { id } = logIn;
    const entry = { laCode: code, urn: person.urn, person: id, level: person.level, letInBy: null, letInByName: null };
    const { name, purpose, until } = person;
    await letIn(tx, { ...entry, name, email, purpose, until });
    await act(tx, code, "access.add", { person: id, urn: person.urn, level: person.level });
    return invite(tx, logIn, { laCode: code, template: "invite-school", ids: { urn: person.urn } });
  });
  return send(code, mail);
}

/** Removes a person from a school's register; their next request finds nothing. Throws NotFound, and Conflict for its last Level 1. */
export async function removeAccess(code: string, urn: string, email: string): Promise<void> {
  await withOperator(code, async (tx) => {
    const [entry] = await tx.sql<{ person: string; level: number }[]>`
      select person_id as person, level from app.access
      where la_code = ${code} and urn = ${urn} and email = ${addressOf(email)} and removed_at is null`;
    if (!entry) throw new NotFound(`${email} is not in the register of URN ${urn}.`);
    await takeOut(tx, { laCode: code, urn, person: entry.person, by: null });
    await act(tx, code, "access.remove", { urn, ...entry });
  });
}

/** Takes a person out of the authority's staff; their next request finds nothing. Throws NotFound. */
export async function removeStaff(code: string, email: string): Promise<void> {
  await withOperator(code, async (tx) => {
    const [person] = await tx.sql<{ id: string }[]>`
      select person_id as id from app.staff where la_code = ${code} and email = ${addressOf(email)} and removed_at is null`;
    if (!person) throw new NotFound(`${email} is not among the staff of authority ${code}.`);
    const from = ordered(await staffEntry(tx, code, person.id));
    await takeOutStaff(tx, code, person.id);
    await act(tx, code, "staff.remove", { person: person.id, from });
  });
}

/** Throws NotFound where the authority has not been entered. */
export const checkAuthority = (code: string): Promise<void> => withOperator(code, (tx) => mustExist(tx, code));

async function mustExist({ sql }: Tx, code: string): Promise<void> {
  const [row] = await sql`select 1 from ref.authorities where code = ${code}`;
  if (!row) throw new NotFound(`Authority ${code} is not here yet. Enter it with: la add --code ${code} --name NAME`);
}

/** The person's id by e-mail address. Throws NotFound. */
export async function personByEmail(email: string): Promise<string> {
  const [row] = await withOperator(
    null,
    ({ sql }) => sql<{ id: string | null }[]>`select auth.person_by_email(${email}) as id`,
  );
  if (!row?.id) throw new NotFound(`Nobody signs in with ${email}.`);
  return row.id;
}
