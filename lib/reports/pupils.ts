import { and, eq } from "drizzle-orm";
import type { Framework } from "@/lib/datasets/eyfsp/goals";
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
  { key: "sex", label: "Sex", align: "left", width: 0.6 },
  { key: "born", label: "Date of birth", align: "left", width: 1.4 },
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
  more: { title: string; columns: TableColumn[]; cells(p: P): Record<string, Cell> },
): Block[] {
  const table: TableBlock = {
    kind: "table",
    caption: `Pupils of ${c.school.name}, ${c.year}`,
    columns: [...identity, ...more.columns],
    rows: pupils.sort(byName).map((p) => ({ cells: { ...identityCells(p), ...more.cells(p) } })),
    pupils: true,
    empty: `No pupils of ${c.year} are held under this school's own number.`,
  };
  return [{ kind: "page", title: more.title }, { kind: "heading", level: 2, text: more.title }, table];
}

/** "E03, E08–E10": the codes that are told off, neighbours joined from three on. */
function runs(codes: string[], told: boolean[]): string {
  const found: string[][] = [];
  for (const [i, code] of codes.entries()) {
    if (!told[i]) continue;
    if (i > 0 && told[i - 1]) found.at(-1)?.push(code);
    else found.push([code]);
  }
  return found.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run)).join(", ");
}

/** Children with their goals; nothing for readers who may not see them. */
export async function eyfspPupils(c: ReportContext, { goals, expected, marks }: Framework): Promise<Block[]> {
  if (!c.seesPupils) return [];
  const t = eyfspRecords;
  const rows = await c.tx.db
    .select()
    .from(t)
    .where(and(eq(t.laCode, c.atlas.laCode), eq(t.urn, c.school.urn), eq(t.year, c.year)));
  const exempted = marks.includes("3") ? "Not assessed" : "Exempted";
  const withPoints = marks.includes("3");
  return page(c, rows, {
    title: "Children and their goals",
    columns: [
      { key: "gld", label: "Good level", align: "left", width: 1.2 },
      { key: "goals", label: "Goals of 17", width: 0.8 },
      ...(withPoints ? [{ key: "points", label: "Points", width: 0.8 }] : []),
      { key: "below", label: "Not at expected", align: "left", width: 2.4 },
    ],
    cells: (p) => ({
      gld: p.exempt ? exempted : p.gld ? "Yes" : "No",
      goals: p.exempt ? null : p.expectedGoals,
      ...(withPoints && { points: p.points }),
      below: p.exempt
        ? ""
        : runs(
            goals.map((g) => g.code),
            goals.map((g) => !expected.includes(p[g.key] ?? "")),
          ),
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
    title: "Pupils and their marks",
    columns: [
      { key: "yearGroup", label: "Year", align: "left", width: 0.7 },
      { key: "mark", label: "Mark", width: 0.7 },
      { key: "outcome", label: "Outcome", align: "left", width: 1.5 },
    ],
    cells: (p) => ({
      yearGroup: p.yearGroup,
      mark: p.markValue,
      outcome: p.result ? (outcomeWords[p.result] ?? p.result) : "No result",
    }),
  });
}
