import { type SQL, sql } from "drizzle-orm";
import { type DatasetId, figureColumns } from "./define";

export interface Asked {
  laCode: string;
  years: number[];
  /** Schools whose records go on under another number: the register's predecessors. */
  lines: { urn: string; school: string }[];
}

/** A list as one parameter. */
export const textList = (values: string[]): SQL => sql`${sql.param(values)}::text[]`;
export const yearList = (years: number[]): SQL => sql`${sql.param(years)}::int[]`;

const rows = (dataset: DatasetId, asked: Asked, { years, only }: { years: number[]; only?: string[] }): SQL => {
  const names = figureColumns[dataset].filter((name) => !only || only.includes(name));
  const columns = sql.raw(names.map((name) => `x."${name}"`).join(", "));
  return sql`select ${columns}, coalesce(l.school, x.urn) as school
    from data.${sql.identifier(dataset)} x left join line l on l.urn = x.urn
    where x.la_code = ${asked.laCode} and x.year = any(${yearList(years)})`;
};

const line = (asked: Asked): SQL => sql`line(urn, school) as (
  select * from unnest(${textList(asked.lines.map((l) => l.urn))}, ${textList(asked.lines.map((l) => l.school))}))`;

const phonicsColumns = ["urn", "year", "pupil_id", "sex_group", "term", "nc_year", "mark_value", "result"];

/**
 * Phonics rows of the years, and for the end of year 2 the rows of the summer before that go on: pupils who met the
 * standard in year 1 and were not checked again. A school counts there when both summers are held.
 */
function phonics(asked: Asked): SQL {
  const years = yearList(asked.years);
  const wider = [...new Set(asked.years.flatMap((year) => [year - 1, year]))];
  return sql`${line(asked)},
  base as materialized (${rows("phonics", asked, { years: wider, only: phonicsColumns })}),
  met as (select distinct pupil_id, year from base where nc_year = 1 and result = 'Wa'),
  summers as (select distinct school, year from base),
  t as (
    select b.urn, b.school, b.year, b.sex_group, b.term, b.nc_year, b.mark_value, b.result, false as prior,
      b.nc_year = 2 and (b.school, b.year - 1) in (select school, year from summers) as followed,
      m.pupil_id is not null as met_before
    from base b left join met m on b.nc_year = 2 and m.pupil_id = b.pupil_id and m.year = b.year - 1
    where b.year = any(${years})
    union all
    select b.urn, b.school, b.year + 1, b.sex_group, b.term, null, null, null, true, true, true
    from base b
    where b.nc_year = 1 and b.result = 'Wa' and b.year + 1 = any(${years})
      and (b.school, b.year + 1) in (select school, year from summers)
      and not exists (select from base p where p.pupil_id = b.pupil_id and p.year = b.year + 1))`;
}

const eyfsp = (asked: Asked): SQL => sql`${line(asked)},
  t as (select r.*, false as prior from (${rows("eyfsp", asked, { years: asked.years })}) r)`;

/** Common table expressions that end in `t`, one row per pupil and year, without a personal column. */
export const sources: Record<DatasetId, (asked: Asked) => SQL> = { eyfsp, phonics };
