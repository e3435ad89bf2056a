import { z } from "zod";
import type { Domain } from "@/db/dataset-table";
import { datasetById } from "@/lib/datasets";
import { Invalid } from "@/lib/errors";
import { type Atlas, openIn, type PlaceOf, type School, schoolPlace } from "@/lib/measures/places";
import { hasData } from "@/lib/reports/build";
import type { Report } from "@/lib/reports/define";

const urn = z.string().regex(/^\d{5,7}$/, "must be a URN of 5 to 7 digits");

/** Which schools: all that the report is for, those of a phase or a Locality, or those that were ticked. */
export const choice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("phase"), phase: z.string().min(1) }),
  z.object({ kind: z.literal("locality"), locality: z.string().min(1) }),
  z.object({ kind: z.literal("ticked"), urns: z.array(urn).max(2000) }),
]);
export type Choice = z.infer<typeof choice>;

export interface Chosen {
  school: School;
  /** The school with those whose records it carries on. */
  place: PlaceOf;
  /** Are results of the year held? Otherwise there will be nothing to print. */
  held: boolean;
}

export interface Selection {
  chosen: Chosen[];
  /** In the choice, but the report is not for them: other ages, closed by then. */
  leftOut: School[];
  words: string;
}

export const datasetsOf = (of: Report[]): string[] => [...new Set(of.map((r) => r.dataset))];
export const domainsOf = (of: Report[]): Domain[] => [...new Set(of.map((r) => datasetById(r.dataset).domain))];

/** Results of that very year, of any of the datasets. */
export const holdsYear = (atlas: Atlas, place: PlaceOf, of: { datasets: string[]; year: number }): boolean =>
  atlas.fresh.some((f) => f.year === of.year && of.datasets.includes(f.dataset) && place.urns.includes(f.urn));

function tickedOf(atlas: Atlas, urns: string[]): (school: School) => boolean {
  if (urns.length === 0) throw new Invalid("Tick at least one school.", { schools: "Tick at least one school." });
  const unknown = urns.find((u) => !atlas.schools.has(u));
  if (unknown) throw new Invalid(`There is no school ${unknown} in this authority.`, { schools: "unknown" });
  return (school) => urns.includes(school.urn);
}

/** What a choice takes, and how it is called. Throws Invalid in words. */
function takes(atlas: Atlas, c: Choice): { takes: (school: School) => boolean; words: string } {
  if (c.kind === "all") return { takes: () => true, words: "All schools" };
  if (c.kind === "phase") return { takes: (s) => s.phase === c.phase, words: `${c.phase} schools` };
  if (c.kind === "locality") {
    const found = atlas.localities.find((l) => l.key === c.locality);
    if (!found) throw new Invalid("There is no such Locality in this authority.", { schools: "unknown" });
    return { takes: (s) => found.urns.includes(s.urn), words: `Schools of ${found.label}` };
  }
  const [first = "", ...more] = new Set(c.urns);
  const words = more.length === 0 ? (atlas.schools.get(first)?.name ?? first) : `${more.length + 1} ticked schools`;
  return { takes: tickedOf(atlas, c.urns), words };
}

/** The schools that a batch is made for, by name: those the report applies to or holds results of, open in the year. */
export function selectSchools(atlas: Atlas, asked: { reports: Report[]; year: number; schools: Choice }): Selection {
  const { reports, year } = asked;
  const { takes: taken, words } = takes(atlas, asked.schools);
  const carriedOn = new Set(atlas.lines.map((l) => l.urn));
  const among = [...atlas.schools.values()]
    .filter((s) => !carriedOn.has(s.urn) && taken(s))
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB") || a.urn.localeCompare(b.urn));
  const chosen: Chosen[] = [];
  const leftOut: School[] = [];
  for (const school of among) {
    const place = schoolPlace(atlas, school);
    const held = holdsYear(atlas, place, { datasets: datasetsOf(reports), year });
    const suits = reports.some((r) => r.applies(school) || hasData(atlas, place, r.dataset));
    if (held || (suits && openIn(school, year))) chosen.push({ school, place, held });
    else leftOut.push(school);
  }
  return { chosen, leftOut, words };
}
