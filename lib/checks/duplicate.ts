import type { Tx } from "@/db/scope";
import type { SetCheck, SetOf } from "@/lib/datasets/define";
import { listed } from "./marks";

/** Two pupils with one UPN, in one school and in two; the registry's database test runs them. */
const inOneSchool = [
  { urn: "a", cells: { upn: "K999200124001", surname: "Alder" } },
  { urn: "a", cells: { upn: "K999200124001", surname: "Birch" } },
];
const inTwoSchools = [
  { urn: "a", cells: { upn: "K999200124001", surname: "Alder" } },
  { urn: "b", cells: { upn: "K999200124001", surname: "Alder" } },
];

/** Every record that holds one of the UPNs: few, and all that can clash. Without it the planner joins the whole year twice. */
const holders = ({ sql }: Tx, { table, laCode, year, among }: SetOf) => sql`
  with holders as materialized (
    select id, upn, urn, surname, forename from ${sql(`data.${table}`)}
    where la_code = ${laCode} and year = ${year} and upn = any (${among}::text[]))`;

/**
 * The same UPN more than once. Within a school it is an error (U03; the school census's 1520): one of the two is wrong.
 * In two schools of the authority it is a query (U08): the child may have moved, and both may have sent it. A record can
 * have both, which are two facts.
 */
export const duplicateChecks: SetCheck[] = [
  {
    scope: "set",
    id: "U03",
    severity: "error",
    title: "Same UPN twice in the school",
    columns: ["upn"],
    key: "upn",
    async find(tx, { table, laCode, year, among }) {
      const rows = await tx.sql<{ id: string; upn: string; others: string[] }[]>`
        ${holders(tx, { table, laCode, year, among })}
        select r.id, r.upn, array_agg(coalesce(nullif(concat_ws(' ', o.forename, o.surname), ''), 'a pupil without a name')
          order by o.surname, o.forename, o.id) as others
        from holders r join holders o on o.upn = r.upn and o.urn = r.urn and o.id <> r.id
        group by r.id, r.upn`;
      return rows.map(({ id, upn, others }) => ({
        recordId: id,
        words: `UPN ${upn} is also given for ${listed(others)} of this school. A UPN belongs to one pupil: correct one of them, or ask the school whether a pupil was sent twice.`,
      }));
    },
    good: inTwoSchools,
    bad: inOneSchool,
  },
  {
    scope: "set",
    id: "U08",
    severity: "query",
    title: "Same UPN in two schools of the authority",
    columns: ["upn"],
    key: "upn",
    async find(tx, { table, laCode, year, among }) {
      const rows = await tx.sql<{ id: string; upn: string; others: string[] }[]>`
        ${holders(tx, { table, laCode, year, among })}
        select r.id, r.upn, array_agg(distinct coalesce(s.name, 'the school with URN ' || o.urn)) as others
        from holders r join holders o on o.upn = r.upn and o.urn <> r.urn
        left join ref.schools s on s.urn = o.urn
        group by r.id, r.upn`;
      return rows.map(({ id, upn, others }) => ({
        recordId: id,
        words: `UPN ${upn} is also at ${listed(others)}. If the child moved, the school that the child was at in the summer's second half keeps the record; otherwise one UPN is wrong.`,
      }));
    },
    good: inOneSchool,
    bad: inTwoSchools,
  },
];
