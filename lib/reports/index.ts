import { datasetById } from "@/lib/datasets";
import { NotFound } from "@/lib/errors";
import { holds, spansOf, whyNot, yearsHeld } from "@/lib/held-years";
import type { Report } from "./define";
import { eyfspSummary } from "./eyfsp-summary";
import { phonicsSummary } from "./phonics-summary";

/** The registry of reports; their order is the pack's. */
export const reports: Report[] = [eyfspSummary, phonicsSummary];

/** All reports that apply to the school, as one. */
export const standardPack = {
  id: "standard-pack",
  title: "Standard Pack",
  about: "Every report that applies to the school, as one document",
} as const;

/** Those of the ids that there are. */
export const reportsAmong = (ids: string[]): Report[] =>
  ids.includes(standardPack.id) ? reports : reports.filter((r) => ids.includes(r.id));

/** The reports that ids stand for, in the pack's order, each once. Throws NotFound with the ids there are. */
export function reportsOf(...ids: string[]): Report[] {
  const known = [standardPack, ...reports].map((r) => r.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new NotFound(`There is no report ${unknown}. There are: ${known.join(", ")}.`);
  return reportsAmong(ids);
}

/** How a choice of reports is called: by its titles in the pack's order, and from three on by their number. */
export function titleOf(ids: string[]): string {
  if (ids.includes(standardPack.id)) return standardPack.title;
  const titles = reportsAmong(ids).map((r) => r.title);
  return titles.length > 2 ? `${titles.length} reports` : titles.join(" and ") || ids.join(" and ");
}

const heldFor = ({ dataset }: Report) => datasetById(dataset).years;

/** Years that a report may be made for, oldest first. Throws NotFound. */
export const yearsOf = (...ids: string[]): number[] =>
  [...new Set(reportsOf(...ids).flatMap((r) => yearsHeld(heldFor(r))))].sort((a, b) => a - b);

/** Says for which years a report may be made, up to `last`, and why not for one between them. */
export function noReport(ids: string[], year: number, last: number): NotFound {
  const why = new Set(reportsOf(...ids).map((r) => whyNot(heldFor(r), year) ?? ""));
  const years = spansOf(yearsOf(...ids).filter((y) => y <= last));
  return new NotFound([`There is no report for ${year}; the years are ${years}.`, ...why].join(" ").trim());
}

/** The reports of ids that there are for a year, as they are in it. Throws NotFound where there are none. */
export function reportsIn(ids: string[], year: number): Report[] {
  const held = reportsOf(...ids).filter((r) => holds(heldFor(r), year));
  if (held.length === 0) throw noReport(ids, year, Math.max(...yearsOf(...ids)));
  return held.map(({ earlier, ...r }) => (earlier && year <= earlier.until ? { ...r, ...earlier } : r));
}
