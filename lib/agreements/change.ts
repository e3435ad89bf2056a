import { z } from "zod";
import { command, query } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { dayInput } from "@/lib/days";
import { Invalid } from "@/lib/errors";
import { chosenSchools, schoolChoice } from "@/lib/schools/choice";
import { type SchoolPeriods, schoolsWithPeriods } from "./list";
import { after, changesNothing, type Plan, planEnd, planSet, type Span } from "./plan";

/** A new agreement with its first and last day, or the last day of those that there are. */
const ask = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("set"),
    schools: schoolChoice,
    from: dayInput("Enter the day on which the agreement begins"),
    until: dayInput("Enter the last day of the agreement"),
  }),
  z.object({
    kind: z.literal("end"),
    schools: schoolChoice,
    until: dayInput("Enter the last day of the agreement"),
  }),
]);
type Ask = z.output<typeof ask>;

interface Planned {
  school: SchoolPeriods;
  plan: Plan;
}

function planOf(asked: Ask, school: SchoolPeriods): Plan {
  if (asked.kind === "end") return planEnd(school.periods, asked.until);
  return planSet(school.periods, { from: asked.from, until: asked.until });
}

/** What is asked for, school by school. Throws Invalid in words. */
async function planned(tx: Tx, laCode: string, asked: Ask): Promise<Planned[]> {
  if (asked.kind === "set" && asked.until < asked.from)
    throw new Invalid("The agreement ends before it begins.", { until: "Enter a last day after the first one" });
  const schools = await schoolsWithPeriods(tx, laCode);
  const meant = new Set(chosenSchools(schools, asked.schools).map((s) => s.urn));
  return schools.filter((s) => meant.has(s.urn)).map((school) => ({ school, plan: planOf(asked, school) }));
}

export interface AgreementChange {
  urn: string;
  name: string;
  before: Span[];
  after: Span[];
}

/** What a change would make of each school's agreements; schools that stay as they are are left out. Throws Invalid. */
export const previewAgreements = query({
  name: "agreements.preview",
  needs: "administer",
  input: ask,
  run: async ({ scope, ...tx }, asked): Promise<{ changes: AgreementChange[]; same: number }> => {
    const all = await planned(tx, scope.laCode, asked);
    const changing = all.filter(({ plan }) => !changesNothing(plan));
    return {
      changes: changing.map(({ school, plan }) => ({
        urn: school.urn,
        name: school.name,
        before: school.periods.map(({ from, until }) => ({ from, until })),
        after: after(school.periods, plan),
      })),
      same: all.length - changing.length,
    };
  },
});

/** Carries plans out, in three statements however many schools. */
export async function carryOut({ sql }: Tx, laCode: string, plans: { urn: string; plan: Plan }[]): Promise<void> {
  const gone = plans.flatMap(({ plan }) => plan.gone);
  const cut = plans.flatMap(({ plan }) => plan.cut);
  const added = plans.flatMap(({ urn, plan }) => (plan.added ? [{ urn, ...plan.added }] : []));
  await sql`delete from app.sla where la_code = ${laCode} and id = any (${gone}::uuid[])`;
  await sql`
    update app.sla s set until = c.until::date
    from unnest(${cut.map((c) => c.id)}::uuid[], ${cut.map((c) => c.until)}::text[]) as c(id, until)
    where s.la_code = ${laCode} and s.id = c.id`;
  await sql`
    insert into app.sla (la_code, urn, "from", until)
    select ${laCode}, n.urn, n.first::date, n.last::date
    from unnest(${added.map((a) => a.urn)}::text[], ${added.map((a) => a.from)}::text[], ${added.map((a) => a.until)}::text[])
      as n(urn, first, last)`;
}

interface Changed {
  urns: string[];
  /** What each had that is cut or gone: "2026-04-01/2027-03-31". */
  was: Record<string, string[]>;
}

function changed(all: Planned[]): Changed {
  const lost = ({ school, plan }: Planned) => {
    const ids = new Set([...plan.gone, ...plan.cut.map((c) => c.id)]);
    return school.periods.filter((p) => ids.has(p.id)).map((p) => `${p.from}/${p.until}`);
  };
  const was = all.map((each) => [each.school.urn, lost(each)] as const).filter(([, periods]) => periods.length > 0);
  return { urns: all.map(({ school }) => school.urn), was: Object.fromEntries(was) };
}

/** Sets or ends the agreements of many schools at once; what they had stays in the audit. Returns which changed. Throws Invalid. */
export const changeAgreements = command({
  name: "agreements.change",
  needs: "administer",
  input: ask,
  run: async ({ scope, ...tx }, asked): Promise<Changed> => {
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`agreements ${scope.laCode}`}, 0))`;
    const all = (await planned(tx, scope.laCode, asked)).filter(({ plan }) => !changesNothing(plan));
    await carryOut(
      tx,
      scope.laCode,
      all.map(({ school, plan }) => ({ urn: school.urn, plan })),
    );
    return changed(all);
  },
  note: (asked, { urns, was }) => ({
    kind: asked.kind,
    from: asked.kind === "set" ? asked.from : undefined,
    until: asked.until,
    urns,
    was,
  }),
});

export async function writeNeeded({ sql }: Tx, laCode: string, needed: boolean): Promise<void> {
  await sql`update app.settings set needs_agreement = ${needed}, updated_at = now() where la_code = ${laCode}`;
}

/** Makes agreements count for S2 to S5, or lets every school's reports open without one. */
export const useAgreements = command({
  name: "agreements.use",
  needs: "administer",
  input: z.object({ needed: z.boolean() }),
  run: ({ scope, ...tx }, { needed }) => writeNeeded(tx, scope.laCode, needed),
  note: ({ needed }) => ({ needed }),
});
