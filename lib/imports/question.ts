import { z } from "zod";
import { listed } from "@/lib/checks/marks";

/** What is asked of one sheet: its columns that nobody knows, its school, its year. */
const askedSheet = z.object({
  fileName: z.string(),
  /** Null where the columns with results are among the unknown ones. */
  dataset: z.string().nullable(),
  /** As written; `column` is what the authority said of it before, "" where it was left out. */
  columns: z.array(z.object({ header: z.string(), column: z.string().nullable() })),
  /** Is the school asked for? The guess is from the file's name. */
  school: z.object({ guess: z.string().nullable() }).nullable(),
  year: z.object({ guess: z.number().nullable() }).nullable(),
});
export type AskedSheet = z.infer<typeof askedSheet>;

/** What a waiting import asks: what to do with records that are not in the file, or what its sheets do not say. */
const question = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("existing"),
    /** Corrections made here that the file would take back, by the id of the school's part. */
    undone: z.record(z.string(), z.number()).default({}),
  }),
  z.object({ kind: z.literal("sheets"), files: z.array(askedSheet) }),
]);
export type Question = z.infer<typeof question>;

/** A question as it is stored; an import that waits without one asks about the records held. */
export const questionOf = (stored: unknown): Question =>
  stored === null || stored === undefined ? { kind: "existing", undone: {} } : question.parse(stored);

interface Held {
  /** Pupils held that are not in the file, by school that has some. */
  gone: number[];
  /** Corrections that it would take back. */
  undone: number;
}

/** The question about what is held, in words. */
export function askingHeld({ gone, undone }: Held): string {
  const pupils = gone.reduce((sum, n) => sum + n, 0);
  const who = pupils === 1 ? "1 pupil" : `${pupils} pupils`;
  const where = gone.length === 1 ? "1 school" : `${gone.length} schools`;
  const about = [
    pupils > 0 &&
      `${who} now held for ${where} ${pupils === 1 ? "is" : "are"} not in this file. Replace removes them; Retain keeps them beside the file's pupils.`,
    undone > 0 &&
      `${undone === 1 ? "1 cell that was corrected here has its old value" : `${undone} cells that were corrected here have their old values`} in this file.`,
  ];
  return about.filter(Boolean).join(" ");
}

/** The question about sheets, in words. */
export function askingSheets(files: AskedSheet[]): string {
  const sentences = files.map(({ fileName, columns, school, year }) => {
    const unknown = columns.filter((c) => c.column === null).map((c) => `“${c.header}”`);
    const missing = [school && "its school", year && "its year"].filter((w) => w !== null);
    return [
      ...(unknown.length > 0
        ? [`${listed(unknown)} in ${fileName} could be any column: say which, or leave it out.`]
        : []),
      ...(missing.length > 0 ? [`${fileName} does not say ${listed(missing)}: choose.`] : []),
    ].join(" ");
  });
  return sentences.join(" ");
}
