import type { Cells, Check, CheckContext, Dataset, Finding, Severity } from "@/lib/datasets/define";

interface RowFinding extends Finding {
  checkId: string;
  severity: Severity;
  columns: string[];
  /** The values of all that the check reads: a mark "correct" holds while this text is the same. */
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
  return checksOf(dataset, "row").flatMap((check) => {
    const found = check.find(cells, context);
    if (!found) return [];
    return {
      ...found,
      checkId: check.id,
      severity: found.severity ?? check.severity,
      columns: found.columns ?? check.columns,
      seen: seenOf(check.columns, cells),
    };
  });
}
