import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { Invalid } from "@/lib/errors";
import { type Atlas, atlasOf, type School, schoolPlace } from "@/lib/measures/places";
import { noReport, reports as registry, reportsIn, reportsOf, titleOf } from "@/lib/reports/index";
import { latestResultsYear } from "@/lib/year";
import { choice, datasetsOf, holdsYear, type Selection, selectSchools } from "./select";

/** What a batch is asked for; `pupils` false makes it as a reader may see it who sees no pupil. */
export const asked = z.object({
  /** Ids; the pack stands for all that apply to a school. */
  reports: z.array(z.string()).max(50),
  year: z.number().int(),
  schools: choice,
  pupils: z.boolean().default(true),
});
export type Asked = z.output<typeof asked>;

/** The schools that it means, as the authority is now. Throws Invalid, NotFound in words. */
export function selectionOf(atlas: Atlas, { reports, year, schools }: Asked): Selection {
  if (reports.length === 0) throw new Invalid("Tick at least one report.", { reports: "none ticked" });
  const last = latestResultsYear(new Date());
  if (year > last) throw noReport(reports, year, last);
  return selectSchools(atlas, { reports: reportsIn(reports, year), year, schools });
}

/** The authority as a batch finds it: files without pupils know nothing of results that schools may not see yet. */
export async function atlasFor({ scope, ...tx }: Context, pupils: boolean): Promise<Atlas> {
  const atlas = await atlasOf(scope, tx);
  if (pupils) return atlas;
  const held = await tx.sql<{ dataset: string; year: number }[]>`
    select dataset, year from app.releases where la_code = ${scope.laCode} and audience = 'la'`;
  const isHeld = (f: Atlas["fresh"][number]) => held.some((h) => h.dataset === f.dataset && h.year === f.year);
  return { ...atlas, fresh: atlas.fresh.filter((f) => !isHeld(f)) };
}

export interface Preview {
  /** How the reports are called. */
  title: string;
  schoolsWords: string;
  /** One file each. */
  schools: string[];
  /** Of these no results of the year are held: their files would fail. */
  without: string[];
  leftOut: string[];
}

const named = (school: School): string => school.name;

async function preview(context: Context, given: Asked): Promise<Preview> {
  const { chosen, leftOut, words } = selectionOf(await atlasFor(context, given.pupils), given);
  return {
    title: titleOf(given.reports),
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
  /** By name; `held`: results of the year are there for at least one of the reports. */
  schools: { urn: string; name: string; dfe: string | null; held: boolean }[];
}

/** What there is to pick from for these reports (for any, where none is named) and this year. Throws NotFound for reports that there are not. */
export const batchChoices = query({
  name: "batch.choices",
  needs: "browse",
  input: asked.omit({ schools: true }),
  run: async (context, { reports, year, pupils }): Promise<BatchChoices> => {
    const atlas = await atlasFor(context, pupils);
    const of = { datasets: datasetsOf(reports.length > 0 ? reportsOf(...reports) : registry), year };
    const carriedOn = new Set(atlas.lines.map((l) => l.urn));
    const schools = [...atlas.schools.values()].filter((s) => !carriedOn.has(s.urn));
    return {
      phases: [...new Set(schools.map((s) => s.phase).filter((p) => p !== null))].sort(),
      localities: atlas.localities.map((l) => ({ id: l.key, name: l.label })),
      schools: schools
        .map((s) => ({ urn: s.urn, name: s.name, dfe: s.dfe, held: holdsYear(atlas, schoolPlace(atlas, s), of) }))
        .sort((a, b) => a.name.localeCompare(b.name, "en-GB")),
    };
  },
});
