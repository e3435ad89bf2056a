import { withPublic } from "@/lib/database";
import { csvLine } from "@/lib/files/csv-write";
import { findAll, METRES_A_MILE, type Search } from "./search";

/** A column of the list: its header, and the column of the register it shows. */
const columns: [header: string, column: string][] = [
  ["URN", "urn"],
  ["DfE number", "dfe_number"],
  ["Name", "name"],
  ["Status", "status"],
  ["Phase", "phase"],
  ["Type", "type"],
  ["Boys or girls", "gender"],
  ["Religious character", "religious_character"],
  ["Lowest age", "low_age"],
  ["Highest age", "high_age"],
  ["Capacity", "capacity"],
  ["Pupils", "pupils"],
  ["Street", "street"],
  ["Locality", "locality"],
  ["Town", "town"],
  ["County", "county"],
  ["Postcode", "postcode"],
  ["Telephone", "telephone"],
  ["Website", "website"],
  ["Local authority", "la_name"],
];

const BATCH = 1000;

type Row = Record<string, string | number | null>;

/** Each batch in a transaction of its own, so that a slow reader holds no connection. */
async function rowsOf(urns: string[]): Promise<Map<string, Row>> {
  const rows = await withPublic(
    ({ sql }) => sql<Row[]>`
      select *, la_code || '/' || estab as dfe_number from ref.schools where urn = any (${urns}::text[])`,
  );
  return new Map(rows.map((row) => [String(row.urn), row]));
}

async function* linesOf(all: { urn: string; metres: number | null }[]): AsyncGenerator<string> {
  const far = all.some(({ metres }) => metres !== null);
  yield `\uFEFF${csvLine([...columns.map(([header]) => header), ...(far ? ["Miles"] : [])])}`;
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH);
    const known = await rowsOf(batch.map(({ urn }) => urn));
    const lines = batch.map(({ urn, metres }) => {
      const row = known.get(urn) ?? {};
      const miles = metres === null ? null : Number((metres / METRES_A_MILE).toFixed(2));
      return csvLine([...columns.map(([, column]) => row[column] ?? null), ...(far ? [miles] : [])]);
    });
    yield lines.join("");
  }
}

/** The whole list of a search in its order as CSV (RFC 4180, with a byte order mark), in pieces as it is read. */
export async function listOf(search: Search): Promise<AsyncGenerator<string>> {
  return linesOf(await findAll(search));
}
