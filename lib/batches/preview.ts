import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { type Atlas, atlasOf, type School } from "@/lib/measures/places";
import { noReport, reportsIn } from "@/lib/reports/index";
import { latestResultsYear } from "@/lib/year";
import { choice, type Selection, selectSchools } from "./select";

/** What a batch is asked for; `pupils` false makes it as a reader may see it who sees no pupil. */
export const asked = z.object({
  report: z.string(),
  year: z.number().int(),
  schools: choice,
  pupils: z.boolean().default(true),
});
export type Asked = z.output<typeof asked>;

/** The schools that it means, as the authority is now. Throws Invalid, NotFound in words. */
export function selectionOf(atlas: Atlas, { report, year, schools }: Asked): Selection {
  const last = latestResultsYear(new Date());
  if (year > last) throw noReport(report, year, last);
  return selectSchools(atlas, { reports: reportsIn(report, year), year, schools });
}

export interface Preview {
  schoolsWords: string;
  /** One file each. */
  schools: string[];
  /** Of these no results of the year are held: their files would fail. */
  without: string[];
  leftOut: string[];
}

const named = (school: School): string => school.name;

async function preview({ scope, ...tx }: Context, given: Asked): Promise<Preview> {
  const { chosen, leftOut, words } = selectionOf(await atlasOf(scope, tx), given);
  return {
    schoolsWords: words,
    schools: chosen.map((c) => named(c.school)),
    without: chosen.filter((c) => !c.held).map((c) => named(c.school)),
    leftOut: leftOut.map(named),
  };
}

/** How many files a batch would be, and of which schools there is nothing to print. Throws Invalid, NotFound in words. */
export const previewBatch = query({ name: "batch.preview", needs: "browse", input: asked, run: preview });

export interface BatchChoices {
  phases: string[];
  localities: { id: string; name: string }[];
  schools: { urn: string; name: string; dfe: string | null }[];
}

/** What there is to pick from. */
export const batchChoices = query({
  name: "batch.choices",
  needs: "browse",
  input: z.object({}),
  run: async ({ scope, ...tx }): Promise<BatchChoices> => {
    const atlas = await atlasOf(scope, tx);
    const carriedOn = new Set(atlas.lines.map((l) => l.urn));
    const schools = [...atlas.schools.values()].filter((s) => !carriedOn.has(s.urn));
    return {
      phases: [...new Set(schools.map((s) => s.phase).filter((p) => p !== null))].sort(),
      localities: atlas.localities.map((l) => ({ id: l.key, name: l.label })),
      schools: schools
        .map(({ urn, name, dfe }) => ({ urn, name, dfe }))
        .sort((a, b) => a.name.localeCompare(b.name, "en-GB")),
    };
  },
});
