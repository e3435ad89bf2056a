import { NotFound } from "@/lib/errors";
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
