import type { RowCheck } from "@/lib/datasets/define";

type Key = "surname" | "forename";
const words: Record<Key, string> = { surname: "surname", forename: "forename" };

const present = (id: string, key: Key): RowCheck<Key> => ({
  scope: "row",
  id,
  severity: "error",
  title: `${key === "surname" ? "Surname" : "Forename"} missing`,
  columns: [key],
  find: (cells) =>
    cells[key] === null
      ? { words: `The ${words[key]} is missing. The pupil's legal ${words[key]} would be right.` }
      : null,
  good: { cells: {} },
  bad: { cells: { [key]: null } },
});

/** Latin letters with their marks, digits, space, hyphen and apostrophe: what DfE's test services take in a name. */
const unusual = /[^\p{Script=Latin}\p{M}0-9 '’-]/u;

export const nameChecks: RowCheck<Key>[] = [
  present("N01", "surname"),
  present("N02", "forename"),
  {
    scope: "row",
    id: "N03",
    severity: "query",
    title: "Unusual character in a name",
    columns: ["surname", "forename"],
    find: (cells) => {
      const found = (["surname", "forename"] as const).flatMap((key) => {
        const char = unusual.exec(cells[key] ?? "")?.[0];
        return char === undefined ? [] : [{ key, char }];
      });
      if (found.length === 0) return null;
      const what = found.map(({ key, char }) => `The ${words[key]} has the character "${char}"`).join(". ");
      return {
        words: `${what}. Letters, digits, spaces, hyphens and apostrophes are usual: correct it, or mark it correct if the name is written so.`,
        columns: found.map(({ key }) => key),
      };
    },
    good: { cells: { surname: "D'Elm-Oak", forename: "Zoë" } },
    bad: { cells: { surname: "Elm (Oak)" } },
  },
];
