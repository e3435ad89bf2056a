import { makeFreshness, makeRecord } from "@/db/make";
import { frameworkOf } from "@/lib/datasets/eyfsp/goals";
import { datasetById } from "@/lib/datasets/index";

interface Born {
  sex?: "F" | "M";
  /** ISO day. */
  born?: string;
  pupilId?: string;
}

let serial = 0;
const identity = ({ sex = "F", born = "2020-10-10" }: Born) => {
  serial++;
  return {
    upn: `T${String(serial).padStart(12, "0")}`,
    surname: `Zzsurname${serial}`,
    forename: `Qqforename${serial}`,
    born,
    sex,
  };
};

interface At {
  laCode: string;
  urn: string;
  year: number;
}

async function write(
  dataset: "eyfsp" | "phonics",
  at: At,
  of: { cells: Record<string, string | null>; pupilId?: string },
) {
  const { columns, derive } = datasetById(dataset);
  const cells = Object.fromEntries(Object.keys(columns).map((key) => [key, of.cells[key] ?? null]));
  const stored = Object.fromEntries(Object.entries(cells).map(([key, v]) => [columns[key]?.column ?? key, v]));
  const values = { ...stored, ...derive(cells, at.year) };
  await makeFreshness({ ...at, dataset });
  return makeRecord({ table: dataset, ...at, values, pupilId: of.pupilId });
}

interface Marked extends Born {
  /** Keys of goals that are not reached, exceeded (until 2019), and without a mark. */
  not?: string[];
  beyond?: string[];
  blank?: string[];
  /** The same in every goal. */
  mark?: "A";
}

function markOf(key: string, { not, beyond, blank, mark }: Marked): string | null {
  if (blank?.includes(key)) return null;
  if (not?.includes(key)) return "1";
  return beyond?.includes(key) ? "3" : (mark ?? "2");
}

/** A child of reception for tests: expected in every goal of the year but those that are named. */
export const makeChild = (at: At, of: Marked = {}) =>
  write("eyfsp", at, {
    cells: {
      ...identity(of),
      yearGroup: "R",
      ...Object.fromEntries(frameworkOf(at.year).goals.map(({ key }) => [key, markOf(key, of)])),
    },
    pupilId: of.pupilId,
  });

/** A pupil with a phonics result for tests, by mark or outcome. */
export const makeReader = (at: At, of: Born & { yearGroup?: "1" | "2"; mark?: number; outcome?: string }) =>
  write("phonics", at, {
    cells: {
      ...identity(of),
      yearGroup: of.yearGroup ?? "1",
      mark: of.mark === undefined ? null : String(of.mark),
      outcome: of.outcome ?? null,
    },
    pupilId: of.pupilId,
  });
