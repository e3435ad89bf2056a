import { type SQL, sql } from "drizzle-orm";
import { type DatasetId, figureColumns } from "./define";

export interface Asked {
  laCode: string;
  years: number[];
  /** Are those wanted too who met the phonics standard last summer and were not checked again? */
  lastSummer: boolean;
}

/** A list as one parameter. */
export const textList = (values: string[]): SQL => sql`${sql.param(values)}::text[]`;
export const yearList = (years: number[]): SQL => sql`${sql.param(years)}::int[]`;

const rows = (dataset: DatasetId, { laCode, years }: { laCode: string; years: number[] }, columns: SQL): SQL =>
  sql`select ${columns} from data.${sql.identifier(dataset)} x where x.la_code = ${laCode} and x.year = any(${yearList(years)})`;

const allColumns = (dataset: DatasetId): SQL => sql.raw(figureColumns[dataset].map((name) => `x."${name}"`).join(", "));

const eyfsp = (asked: Asked): SQL => rows("eyfsp", asked, sql`${allColumns("eyfsp")}, false as prior`);

const readers = sql.raw(`x.urn, x.year, x.sex_group, x.term, x.nc_year, x.mark_value, x.result`);

/**
 * Phonics rows of the years; for the end of year 2 they say whether the pupil had met the standard in year 1 the summer
 * before, and the rows of that summer follow which go on: pupils who met it and were not checked again.
 */
function phonics(asked: Asked): SQL {
  if (!asked.lastSummer) return rows("phonics", asked, sql`${readers}, false as prior, false as met_before`);
  const before = { ...asked, years: asked.years.map((year) => year - 1) };
  return sql`with passed as materialized (
      ${rows("phonics", before, sql`x.pupil_id, x.urn, x.year + 1 as year, x.sex_group, x.term`)} and x.nc_year = 1 and x.result = 'Wa')
    ${rows("phonics", asked, sql`${readers}, false as prior, x.nc_year = 2 and (x.pupil_id, x.year) in (select pupil_id, year from passed) as met_before`)}
    union all
    select p.urn, p.year, p.sex_group, p.term, null, null, null, true, true from passed p
    where not exists (select from data.phonics x where x.la_code = ${asked.laCode} and x.pupil_id = p.pupil_id and x.year = p.year)`;
}

const sources: Record<DatasetId, (asked: Asked) => SQL> = { eyfsp, phonics };

/** A query of one row per pupil and year, without a personal column, to be read under the name `t`. */
export const rowsOf = (dataset: DatasetId, asked: Asked): SQL => sources[dataset](asked);
