import type { Measure } from "@/lib/measures/define";
import { yearLabel } from "@/lib/year";
import { asAtText, type Block, type NoteBlock, type TableBlock } from "./block";
import { ownFigure, type Report, type ReportContext } from "./define";
import { compared, gapFinding, lead } from "./parts";
import { changeWords, isShown } from "./words";

/** What a report has to say beside its first sentence: against the year before, and between groups. */
function findings(c: ReportContext, r: Report): Block[] {
  if (!isShown(ownFigure(c, r.headline))) return [];
  const change = changeWords(c.years.map((year) => ownFigure(c, r.headline, year)));
  const said = [
    ...(change ? [`That is ${change}`] : []),
    ...(["sex", "term"] as const)
      .map((by) => gapFinding(c, r.headline, by))
      .flatMap(({ text, told }) => (told ? [text] : [])),
  ];
  if (said.length === 0) return [];
  return [{ kind: "text", text: `${said.join(". ")}.` }];
}

/** The year of England's headline figures: this one, or the one before while none of this year's is held. */
function englandYear({ table, atlas, year }: ReportContext, of: Measure[]): number {
  const held = (y: number) => of.some((m) => isShown(table.at(m.id, atlas.england, y)));
  return held(year) || !held(year - 1) ? year : year - 1;
}

/** Every headline of the reports this year, with what it is compared with and the years that led to it. */
function headlines(c: ReportContext, of: Measure[]): TableBlock {
  const places = compared(c, true).map((one) => ({
    ...one,
    year: one.role === "national" ? englandYear(c, of) : c.year,
  }));
  const [first = c.year] = c.years;
  return {
    kind: "table",
    caption: `Headline figures, ${c.year}: % of children or pupils, unless it says mean`,
    columns: [
      { key: "measure", label: "Measure", align: "left", width: 2.2 },
      ...places.map(({ place, role, year }) => ({
        key: role,
        label: year === c.year ? place.label : `${place.label}, ${year}`,
        align: "right" as const,
      })),
      {
        key: "trend",
        label: first === c.year ? String(first) : `${first} to ${c.year}`,
        align: "left",
        width: 2.7,
      },
    ],
    rows: of.map((m) => ({
      cells: {
        measure: m.label,
        ...Object.fromEntries(places.map(({ place, role, year }) => [role, c.table.at(m.id, place, year)])),
        trend: { trend: c.years.map((year) => ownFigure(c, m, year)) },
      },
    })),
  };
}

/** How many pupils and schools the headlines rest on. */
function counted(c: ReportContext, of: Report[]): NoteBlock {
  const text = of.map((r) => {
    const own = ownFigure(c, r.headline);
    const pupils = isShown(own) ? `${own.cohort} ${r.children}` : `a number of ${r.children} that is not shown`;
    const { schools } = c.table.at(r.headline.id, c.atlas.la, c.year);
    const held = schools
      ? `${schools.in} of ${schools.of} schools in ${c.atlas.la.label}`
      : `no school in ${c.atlas.la.label}`;
    return `${r.title}: ${pupils} here; results are in from ${held}.`;
  });
  return { kind: "note", label: "Who is counted", text: text.join(" ") };
}

/** What this reader does not see, and why. */
function withheld(c: ReportContext): NoteBlock {
  const why = `so that no pupil can be recognised: fewer than ${c.atlas.threshold} pupils, groups of fewer than ${2 * c.atlas.threshold} and groups in which nobody or everybody met it, and what these could be worked out from`;
  const text =
    c.scope.hat !== "school"
      ? "Nothing: this copy is for the authority. One that a governor makes names no pupil and withholds small figures."
      : c.seesPupils
        ? `Nothing of ${c.school.name} is withheld. Figures of other places that are marked c are, ${why}.`
        : `Figures marked c are withheld, ${why}.`;
  return { kind: "note", label: "What is withheld", text };
}

/** The pack's first page: what a reader should know who reads no further. */
export function opening(c: ReportContext, of: Report[], dataAsAt: string): Block[] {
  if (of.length === 0)
    return [
      { kind: "text", lead: true, text: `None of the reports applies to ${c.school.name} or holds results of it.` },
    ];
  const years = `Data as at ${asAtText(dataAsAt)}. A year is named by the summer in which it ends: ${c.year} is ${yearLabel(c.year)}.`;
  return [
    ...of.flatMap((r) => [lead(c, r.headline, r.children), ...findings(c, r)]),
    headlines(
      c,
      of.flatMap((r) => r.headlines),
    ),
    counted(c, of),
    withheld(c),
    { kind: "note", label: "Data", text: years },
  ];
}
