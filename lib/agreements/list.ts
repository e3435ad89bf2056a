import { z } from "zod";
import { query } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { type OwnSchool, ownSchools } from "@/lib/schools/own";
import type { Period } from "./plan";

export interface SchoolPeriods extends OwnSchool {
  /** Oldest first. */
  periods: Period[];
  /** Is one of them in force today? */
  inForce: boolean;
}

/** Every school with its agreements, past and to come, within the caller's transaction. */
export async function schoolsWithPeriods(tx: Tx, laCode: string): Promise<SchoolPeriods[]> {
  const schools = await ownSchools(tx, laCode);
  const rows = await tx.sql<(Period & { urn: string; now: boolean })[]>`
    select id, urn, "from"::text as from, until::text as until,
      (now() at time zone 'Europe/London')::date between "from" and until as now
    from app.sla where la_code = ${laCode} order by "from"`;
  const byUrn = Map.groupBy(rows, (row) => row.urn);
  return schools.map((school) => {
    const own = byUrn.get(school.urn) ?? [];
    const periods = own.map(({ id, from, until }) => ({ id, from, until }));
    return { ...school, periods, inForce: own.some((row) => row.now) };
  });
}

export interface Agreements {
  /** Do S2 to S5 open within an agreement only? */
  needed: boolean;
  schools: SchoolPeriods[];
}

/** The schools' agreements with the authority, and whether they are used. */
export const listAgreements = query({
  name: "agreements.list",
  needs: "administer",
  input: z.object({}),
  run: async ({ scope, ...tx }): Promise<Agreements> => {
    const schools = await schoolsWithPeriods(tx, scope.laCode);
    const [settings] = await tx.sql<{ needed: boolean }[]>`
      select needs_agreement as needed from app.settings where la_code = ${scope.laCode}`;
    return { needed: settings?.needed ?? false, schools };
  },
});
