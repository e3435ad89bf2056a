import {
  type Cells,
  type Check,
  type CheckContext,
  type Dataset,
  type Finding,
  keysIn,
  type Severity,
} from "@/lib/datasets/define";

interface RowFinding extends Finding {
  checkId: string;
  severity: Severity;
  columns: string[];
  /** The values of all that the check reads in that year: a mark "correct" holds while this text is the same. */
  seen: string;
}

/** The checks of one scope, in the order in which they are declared. */
export const checksOf = <S extends Check["scope"]>(dataset: Dataset, scope: S): Extract<Check, { scope: S }>[] =>
  dataset.checks.filter((check): check is Extract<Check, { scope: S }> => check.scope === scope);

/** The values of these columns as one stable text; two records with the same values have the same text. */
export const seenOf = (columns: readonly string[], cells: Cells): string =>
  JSON.stringify([...columns].sort().map((key) => [key, cells[key] ?? null]));

/** What a record's own checks find, in the order in which they are declared. Pure; never throws on any text. */
export function runRowChecks(dataset: Dataset, cells: Cells, context: CheckContext): RowFinding[] {
  const keys = keysIn(dataset, context.year);
  return checksOf(dataset, "row").flatMap((check) => {
    const found = check.find(cells, context);
    if (!found) return [];
    const read = check.columns.filter((key) => keys.has(key));
    return {
      ...found,
      checkId: check.id,
      severity: found.severity ?? check.severity,
      columns: found.columns ?? read,
      seen: seenOf(read, cells),
    };
  });
}
