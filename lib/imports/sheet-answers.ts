import type { Context } from "@/lib/access/door";
import { listed } from "@/lib/checks/marks";
import { datasetById, datasets } from "@/lib/datasets";
import type { Dataset } from "@/lib/datasets/define";
import { columnChoices, resultKeys } from "@/lib/datasets/headers";
import { Invalid } from "@/lib/errors";
import { holds, spansOf, yearsHeld } from "@/lib/held-years";
import { rememberColumns } from "./column-names";
import type { AskedSheet } from "./question";

/** What a person says of a sheet; columns as `dataset.column`, or "" to leave one out. */
interface Said {
  fileName: string;
  urn?: string;
  year?: number;
  columns: { header: string; column: string }[];
}

/** The value of a choice in a list of columns. */
export const choiceValue = (dataset: string, key: string): string => `${dataset}.${key}`;

const wrong = ({ fileName }: AskedSheet, words: string) => new Invalid(`${fileName}: ${words}`);

/** The dataset whose columns were chosen. */
function datasetFor(asked: AskedSheet, said: Said): Dataset {
  if (asked.dataset) return datasetById(asked.dataset);
  const chosen = datasets.filter((d) =>
    said.columns.some(({ column }) => resultKeys(d).some((key) => column === choiceValue(d.id, key))),
  );
  const [only] = chosen;
  if (only && chosen.length === 1) return only;
  throw wrong(asked, "say which column holds the results; of one dataset only.");
}

/** Each column that was asked about with what it is; every one must have an answer that exists. */
function columnsSaid(asked: AskedSheet, said: Said, dataset: Dataset): Map<string, string | null> {
  const choices = new Set(columnChoices(dataset).map(({ key }) => choiceValue(dataset.id, key)));
  const columns = asked.columns.map(({ header }) => {
    const answer = said.columns.find((c) => c.header === header)?.column;
    if (answer === "") return [header, null] as const;
    if (answer === undefined || !choices.has(answer)) {
      throw wrong(asked, `say what “${header}” is, or leave it out.`);
    }
    return [header, answer.slice(dataset.id.length + 1)] as const;
  });
  for (const [key, same] of Map.groupBy(columns, ([, key]) => key)) {
    if (key === null || same.length === 1) continue;
    throw wrong(asked, `${listed(same.map(([header]) => `“${header}”`))} cannot be the same column.`);
  }
  return new Map(columns);
}

async function checkPlace(
  { sql, scope }: Context,
  of: { asked: AskedSheet; said: Said; dataset: Dataset },
): Promise<void> {
  const { asked, said, dataset } = of;
  if (asked.year && !(said.year !== undefined && holds(dataset.years, said.year))) {
    throw wrong(asked, `choose a year from ${spansOf(yearsHeld(dataset.years))}.`);
  }
  if (!asked.school) return;
  const known = await sql`select 1 from app.schools where la_code = ${scope.laCode} and urn = ${said.urn ?? ""}`;
  if (known.length === 0) throw wrong(asked, "choose the school that it is from.");
}

/**
 * Checks what was said of each sheet that was asked about, remembers its columns for the authority, and returns the schools
 * and years by file name. Throws Invalid in words where an answer is missing or wrong.
 */
export async function takeSheetAnswers(
  context: Context,
  asked: AskedSheet[],
  said: Said[],
): Promise<Record<string, { urn?: string; year?: number }>> {
  const places: [string, { urn?: string; year?: number }][] = [];
  for (const sheet of asked) {
    const own = said.find((s) => s.fileName === sheet.fileName);
    if (!own) throw wrong(sheet, "there is no answer for it.");
    const dataset = datasetFor(sheet, own);
    const columns = columnsSaid(sheet, own, dataset);
    await checkPlace(context, { asked: sheet, said: own, dataset });
    await rememberColumns(context, { laCode: context.scope.laCode, dataset: dataset.id, columns });
    places.push([sheet.fileName, { ...(sheet.school && { urn: own.urn }), ...(sheet.year && { year: own.year }) }]);
  }
  return Object.fromEntries(places);
}
