import { type SQL, sql } from "drizzle-orm";
import { type DatasetId, figureColumns } from "./define";
import { bandEnds } from "./groups";

export interface Asked {
  laCode: string;
  years: number[];
  /** Schools whose records go on under another number: the register's predecessors. */
  lines: { urn: string; school: string }[];
}

/** A list as one parameter. */
export const textList = (values: string[]): SQL => sql`${sql.param(values)}::text[]`;
export const yearList = (years: number[]): SQL => sql`${sql.param(years)}::int[]`;

const rows = (dataset: DatasetId, asked: Asked, years: number[]): SQL => {
  const columns = sql.raw(figureColumns[dataset].map((name) => `x."${name}"`).join(", "));
  return sql`select ${columns}, coalesce(l.school, x.urn) as school
    from data.${sql.identifier(dataset)} x left join line l on l.urn = x.urn
    where x.la_code = ${asked.laCode} and x.year = any(${yearList(years)})`;
};

const line = (asked: Asked): SQL => sql`line(urn, school) as (
  select * from unnest(${textList(asked.lines.map((l) => l.urn))}, ${textList(asked.lines.map((l) => l.school))}))`;

const bandOf = sql.raw(
  `case ${bandEnds.map(([band, from, to]) => `when mark_value between ${from} and ${to} then '${band}'`).join(" ")} end`,
);

/**
 * Phonics rows of the years, and for the end of year 2 the rows of the summer before that go on: pupils who met the
 * standard in year 1 and were not checked again. A school counts there when both summers are held.
 */
function phonics(asked: Asked): SQL {
  const years = yearList(asked.years);
  const wider = [...new Set(asked.years.flatMap((year) => [year - 1, year]))];
  return sql`${line(asked)},
  base as materialized (${rows("phonics", asked, wider)}),
  summers as (select distinct school, year from base),
  met as (select distinct pupil_id, year from base where nc_year = 1 and result = 'Wa'),
  present as (select distinct pupil_id, year from base),
  t as (
    select b.urn, b.school, b.year, b.sex_group, b.term, b.nc_year, b.mark_value, b.result,
      b.mark_value::text as mark, ${bandOf} as band,
      false as prior, s.school is not null as followed, m.pupil_id is not null as met_before
    from base b left join summers s on s.school = b.school and s.year = b.year - 1
      left join met m on m.pupil_id = b.pupil_id and m.year = b.year - 1
    where b.year = any(${years})
    union all
    select b.urn, b.school, b.year + 1, b.sex_group, b.term, null, null, null, null, null, true, true, true
    from base b join summers s on s.school = b.school and s.year = b.year + 1
      left join present p on p.pupil_id = b.pupil_id and p.year = b.year + 1
    where b.nc_year = 1 and b.result = 'Wa' and p.pupil_id is null and b.year + 1 = any(${years}))`;
}

const eyfsp = (asked: Asked): SQL => sql`${line(asked)},
  t as (select r.*, false as prior from (${rows("eyfsp", asked, asked.years)}) r)`;

/** Common table expressions that end in `t`, one row per pupil and year, without a personal column. */
export const sources: Record<DatasetId, (asked: Asked) => SQL> = { eyfsp, phonics };
