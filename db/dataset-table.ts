import { foreignKey, index, integer, type PgColumnBuilderBase, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { schools } from "./schema/app";
import { pupils } from "./schema/data";
import { at, data, id, laCode, now } from "./schema/mixins";

export type Domain = "assessment" | "census" | "cla" | "cin";

/** What `migrate` writes the row policies, column grants and audit trigger of a pupil table from. */
export interface DatasetGuard {
  name: string;
  domain: Domain;
  /** Postgres columns without a grant to readers who have no child-level rights. */
  personal: string[];
  /** Postgres columns that people edit; each change is a row of data.changes. */
  cells: string[];
}

export interface CellSpec {
  /** Postgres column. */
  column: string;
  /** Names, UPN, date of birth, postcode: nothing that an aggregate needs. */
  personal?: true;
}

const common = () => ({
  laCode: laCode(),
  id: id(),
  urn: text("urn").notNull(),
  year: integer("year").notNull(),
  pupilId: uuid("pupil_id").notNull(),
  importId: uuid("import_id"),
  origin: text("origin").notNull().default("school"),
  rowNo: integer("row_no"),
  createdAt: now("created_at"),
  updatedAt: at("updated_at"),
  /** Of `sex`: "M", "F" or null when it is neither. */
  sexGroup: text("sex_group"),
  /** Term of birth: "autumn", "spring", "summer" or null. */
  term: text("term"),
});

const textCell = (column: string) => text(column);
type TextColumns<C> = { [K in keyof C]: ReturnType<typeof textCell> };
type PersonalKeys<C> = { [K in keyof C]: C[K] extends { personal: true } ? K : never }[keyof C];

/**
 * The only way to make a pupil table. Cells are kept as text exactly as received, so that nothing a school sent is lost;
 * `derived` holds what measures need, worked out from the cells at every write.
 * `records` is the whole table; `figures` is the same without the personal columns, for everything that counts pupils.
 */
export function datasetTable<
  const C extends Record<string, CellSpec>,
  D extends Record<string, PgColumnBuilderBase>,
>(spec: { name: string; domain: Domain; cells: C; derived: D }) {
  const cells = Object.fromEntries(
    Object.entries(spec.cells).map(([key, cell]) => [key, textCell(cell.column)]),
  ) as TextColumns<C>;
  const records = data.table(spec.name, { ...common(), ...cells, ...spec.derived }, (t) => {
    const c = t as unknown as Record<"laCode" | "id" | "urn" | "year" | "pupilId" | "upn", never>;
    return [
      primaryKey({ columns: [c.laCode, c.id] }),
      foreignKey({ columns: [c.laCode, c.urn], foreignColumns: [schools.laCode, schools.urn] }),
      foreignKey({ columns: [c.laCode, c.pupilId], foreignColumns: [pupils.laCode, pupils.pupilId] }),
      index(`${spec.name}_set`).on(c.laCode, c.year, c.urn),
      index(`${spec.name}_pupil`).on(c.laCode, c.pupilId),
      ...("upn" in spec.cells ? [index(`${spec.name}_upn`).on(c.laCode, c.year, c.upn)] : []),
    ];
  });
  const personalKeys = Object.keys(spec.cells).filter((key) => spec.cells[key]?.personal);
  const figures = Object.fromEntries(Object.entries(records).filter(([key]) => !personalKeys.includes(key))) as Omit<
    typeof records,
    PersonalKeys<C>
  >;
  const guard: DatasetGuard = {
    name: spec.name,
    domain: spec.domain,
    personal: personalKeys.map((key) => spec.cells[key]?.column ?? key),
    cells: Object.values(spec.cells).map((cell) => cell.column),
  };
  return { records, figures, guard };
}
