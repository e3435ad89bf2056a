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

/** The reports that an id stands for. Throws NotFound with the ids there are. */
export function reportsOf(id: string): Report[] {
  if (id === standardPack.id) return reports;
  const found = reports.find((r) => r.id === id);
  if (found) return [found];
  throw new NotFound(`There is no report ${id}. There are: ${[standardPack, ...reports].map((r) => r.id).join(", ")}.`);
}

const heldFor = ({ dataset }: Report) => datasetById(dataset).years;

/** Years that a report may be made for, oldest first. Throws NotFound. */
export const yearsOf = (id: string): number[] =>
  [...new Set(reportsOf(id).flatMap((r) => yearsHeld(heldFor(r))))].sort((a, b) => a - b);

/** Says for which years a report may be made, up to `last`, and why not for one between them. */
export function noReport(id: string, year: number, last: number): NotFound {
  const why = new Set(reportsOf(id).map((r) => whyNot(heldFor(r), year) ?? ""));
  const years = spansOf(yearsOf(id).filter((y) => y <= last));
  return new NotFound([`There is no report for ${year}; the years are ${years}.`, ...why].join(" ").trim());
}

/** The reports of an id that there are for a year, as they are in it. Throws NotFound where there are none. */
export function reportsIn(id: string, year: number): Report[] {
  const held = reportsOf(id).filter((r) => holds(heldFor(r), year));
  if (held.length === 0) throw noReport(id, year, Math.max(...yearsOf(id)));
  return held.map(({ earlier, ...r }) => (earlier && year <= earlier.until ? { ...r, ...earlier } : r));
}
