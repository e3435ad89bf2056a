import type { RowCheck, Severity } from "@/lib/datasets/define";

const given = (yearGroup: string | null) =>
  yearGroup === null ? "The year group is missing" : `The year group is given as "${yearGroup}"`;

/** The pupil's actual year group (NCyearActual) is one of those the dataset is of. */
export function yearGroupIn(of: {
  id: string;
  severity: Severity;
  groups: string[];
  /** Is a missing one wrong? Not where the statutory return has no year group. */
  needed: boolean;
  /** Who may rightly be in another. */
  unless?: string;
}): RowCheck<"yearGroup"> {
  const right = of.groups.join(" or ");
  const unless = of.unless ? ` Correct it, or mark it correct if the child ${of.unless}.` : "";
  return {
    scope: "row",
    id: of.id,
    severity: of.severity,
    title: `Year group is not ${right}`,
    columns: ["yearGroup"],
    find: ({ yearGroup }) => {
      if (yearGroup === null ? !of.needed : of.groups.includes(yearGroup)) return null;
      return { words: `${given(yearGroup)}. ${right} would be right.${unless}` };
    },
    good: { cells: { yearGroup: of.groups[0] ?? null } },
    bad: { cells: { yearGroup: "3" } },
  };
}
