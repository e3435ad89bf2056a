import { and, eq } from "drizzle-orm";
import { goals } from "@/lib/datasets/eyfsp/goals";
import { eyfspRecords } from "@/lib/datasets/eyfsp/table";
import { phonicsRecords } from "@/lib/datasets/phonics/table";
import type { Block, Cell, TableBlock, TableColumn } from "./block";
import type { ReportContext } from "./define";
import { bornText } from "./words";

interface Named {
  surname: string | null;
  forename: string | null;
  upn: string | null;
  sex: string | null;
  born: string | null;
}

const identity: TableColumn[] = [
  { key: "name", label: "Name", align: "left", width: 3 },
  { key: "upn", label: "UPN", align: "left", width: 2 },
  { key: "sex", label: "Sex", align: "left" },
  { key: "born", label: "Date of birth", align: "left", width: 1.5 },
];

const identityCells = (p: Named): Record<string, Cell> => ({
  name: [p.surname, p.forename].filter(Boolean).join(", "),
  upn: p.upn,
  sex: p.sex,
  born: bornText(p.born),
});

const byName = (a: Named, b: Named) =>
  `${a.surname ?? ""}, ${a.forename ?? ""}`.localeCompare(`${b.surname ?? ""}, ${b.forename ?? ""}`, "en-GB");

/** A page of its own, only for readers with child-level rights to the school. */
function page<P extends Named>(
  c: ReportContext,
  pupils: P[],
  more: { columns: TableColumn[]; cells(p: P): Record<string, Cell> },
): Block[] {
  const table: TableBlock = {
    kind: "table",
    caption: `Pupils of ${c.school.name}, ${c.year}`,
    columns: [...identity, ...more.columns],
    rows: pupils.sort(byName).map((p) => ({ cells: { ...identityCells(p), ...more.cells(p) } })),
    pupils: true,
    empty: `No pupils of ${c.year} are held under this school's own number.`,
  };
  return [{ kind: "page", title: "Pupils" }, { kind: "heading", level: 2, text: "Pupils" }, table];
}

/** Children with their goals; nothing for readers who may not see them. */
export async function eyfspPupils(c: ReportContext): Promise<Block[]> {
  if (!c.seesPupils) return [];
  const t = eyfspRecords;
  const rows = await c.tx.db
    .select()
    .from(t)
    .where(and(eq(t.laCode, c.atlas.laCode), eq(t.urn, c.school.urn), eq(t.year, c.year)));
  return page(c, rows, {
    columns: [
      { key: "gld", label: "Good level of development", align: "left", width: 1.5 },
      { key: "goals", label: "Goals at expected" },
      { key: "below", label: "Goals not at expected", align: "left", width: 3 },
    ],
    cells: (p) => ({
      gld: p.exempt ? "Exempted" : p.gld ? "Yes" : "No",
      goals: p.exempt ? null : p.expectedGoals,
      below: p.exempt
        ? ""
        : goals
            .filter((g) => p[g.key] !== "2")
            .map((g) => g.code)
            .join(" "),
    }),
  });
}

const outcomeWords: Record<string, string> = {
  Wa: "Met",
  Wt: "Not met",
  A: "Absent",
  D: "Did not take it",
  L: "Left",
  Q: "Annulled",
};

/** Pupils with mark and outcome; nothing for readers who may not see them. */
export async function phonicsPupils(c: ReportContext): Promise<Block[]> {
  if (!c.seesPupils) return [];
  const t = phonicsRecords;
  const rows = await c.tx.db
    .select()
    .from(t)
    .where(and(eq(t.laCode, c.atlas.laCode), eq(t.urn, c.school.urn), eq(t.year, c.year)));
  return page(c, rows, {
    columns: [
      { key: "yearGroup", label: "Year group", align: "left" },
      { key: "mark", label: "Mark" },
      { key: "outcome", label: "Outcome", align: "left", width: 1.5 },
    ],
    cells: (p) => ({
      yearGroup: p.yearGroup,
      mark: p.markValue,
      outcome: p.result ? (outcomeWords[p.result] ?? p.result) : "No result",
    }),
  });
}
