import { type SQL, sql } from "drizzle-orm";
import type { Measure } from "./define";

/** Names of a measure's columns in the query: denominator, numerator (or sum), those aside. */
export type Columns = Map<string, [count: string, met: string, aside?: string]>;

export interface Aggregates {
  /** What is counted of the pupils of one URN, year and finest group, each under its name. */
  inCell: SQL[];
  /** How that is summed over cells (`c`), under the names that `columns` gives. */
  overCells: { name: string; sum: SQL }[];
  columns: Columns;
}

/** Numerators that one sum carries, each in bits of its own: a cell has fewer pupils than these can hold. */
const perSum = 4;
const bits = 15;
const field = (sum: SQL, at: number): SQL =>
  sql`((${sum} >> ${sql.raw(String(bits * at))}) & ${sql.raw(String(2 ** bits - 1))})::int`;
const packed = (conditions: SQL[]): SQL =>
  sql.join(
    conditions.map((met, i) => sql`case when ${met} then ${sql.raw(String(2 ** (bits * i)))}::bigint else 0 end`),
    sql` + `,
  );

class Gathered implements Aggregates {
  readonly inCell: SQL[] = [];
  readonly overCells: Aggregates["overCells"] = [];
  readonly columns: Columns = new Map();
  private readonly counted = new Map<SQL, string>();

  cell(expression: SQL): SQL {
    const as = sql.raw(`x${this.inCell.length}`);
    this.inCell.push(sql`${expression} as ${as}`);
    return sql`c.${as}`;
  }

  /** Only cells of schools that are `followed` (f) where last summer belongs to the measure. */
  over(value: SQL, { lastSummer }: Measure): string {
    const name = `n${this.overCells.length}`;
    const only = lastSummer ? sql` filter (where f.school is not null)` : sql``;
    this.overCells.push({ name, sum: sql`coalesce(sum(${value})${only}, 0)` });
    return name;
  }

  /** Equal conditions are counted once. */
  count(where: SQL, of: Measure): string {
    const name = this.counted.get(where) ?? this.over(this.cell(sql`(count(*) filter (where ${where}))::int`), of);
    this.counted.set(where, name);
    return name;
  }

  mean(of: Measure): string {
    return this.over(this.cell(sql`(coalesce(sum(${of.value}) filter (where ${of.counts}), 0))::int`), of);
  }

  /** Numerators of one denominator; a filtered count for each would take as long as all the rest. */
  numerators(counts: SQL, of: Measure[]): string[] {
    const sum = this.cell(
      sql`(coalesce(sum(${packed(of.map((m) => m.meets ?? sql`false`))}) filter (where ${counts}), 0))::bigint`,
    );
    return of.map((m, at) => this.over(field(sum, at), m));
  }
}

const chunks = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

/** Aggregates of a dataset's measures, written over its rows (`t`). */
export function aggregates(of: Measure[]): Aggregates {
  const made = new Gathered();
  const shares = Map.groupBy(
    of.filter((m) => m.meets),
    (m) => m.counts,
  );
  const tops = new Map<string, string>();
  for (const [counts, sharing] of shares)
    for (const chunk of chunks(sharing, perSum))
      for (const [i, name] of made.numerators(counts, chunk).entries()) tops.set(chunk[i]?.id ?? "", name);
  for (const m of of)
    made.columns.set(m.id, [
      made.count(m.counts, m),
      tops.get(m.id) ?? made.mean(m),
      ...(m.aside ? [made.count(m.aside, m)] : []),
    ] as [string, string, string?]);
  return made;
}
