import { z } from "zod";
import { command, query } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { dayInput } from "@/lib/days";
import { Conflict } from "@/lib/errors";
import { type PastedLine, pastedLines, type Verdict } from "@/lib/files/pasted";
import { type OwnSchool, ownSchools, schoolMeant } from "@/lib/schools/own";
import { makeLocality } from "./change";
import { readLocalities } from "./list";
import { inTurn, type Kind, kinds, kindWords, moveSchools, type Wanted } from "./rows";

interface Read extends Verdict {
  wanted: { urn: string; name: string } | null;
}

interface Known {
  kind: Kind;
  schools: OwnSchool[];
  /** Those of the kind that go on, by name in small letters. */
  byName: Map<string, { id: string; name: string }>;
}

const isNumber = (cell: string) => /^[\d/ -]+$/.test(cell);

/** A school and the name of its Locality, in either order, or what is wrong. */
function readLine({ cells }: PastedLine, { kind, schools }: Known): { school: OwnSchool; name: string } | string {
  const filled = cells.filter((cell) => cell !== "");
  const { one } = kindWords[kind];
  if (filled.length < 2) return `A line is: the ${one}’s name, the school’s number. Something is missing here.`;
  const number = filled.find(isNumber) ?? filled[1] ?? "";
  const school = schoolMeant(schools, number);
  if (typeof school === "string") return school;
  const name = filled.find((cell) => cell !== number) ?? "";
  if (!name) return `The ${one}’s name is missing.`;
  return name.length > 80 ? "A name has at most 80 characters." : { school, name };
}

async function known(tx: Tx, laCode: string, kind: Kind): Promise<Known> {
  const goingOn = (await readLocalities(tx, laCode)).filter((l) => l.kind === kind && l.until === null);
  const byName = new Map(goingOn.map((l) => [l.name.toLowerCase(), l]));
  return { kind, schools: await ownSchools(tx, laCode), byName };
}

async function readAll(text: string, of: Known): Promise<Read[]> {
  const first = new Map<string, number>();
  return (await pastedLines(text, /^(urn|dfe|locality|area)/i)).map((line): Read => {
    const read = readLine(line, of);
    const about = { line: line.line, text: line.text };
    if (typeof read === "string") return { ...about, right: false, words: read, wanted: null };
    const { school, name } = read;
    const before = first.get(school.urn);
    if (before !== undefined)
      return { ...about, right: false, words: `Line ${before} is for the same school.`, wanted: null };
    first.set(school.urn, line.line);
    const there = of.byName.get(name.toLowerCase());
    const words = `${school.name} moves into ${there?.name ?? name}${there ? "" : ", which is new"}.`;
    return { ...about, right: true, words, wanted: { urn: school.urn, name: there?.name ?? name } };
  });
}

const input = z.object({
  kind: z.enum(kinds),
  text: z.string().max(500_000, "The list is too long: send it in parts"),
  day: dayInput("Enter the day on which they move"),
});
const shown = ({ line, text, right, words }: Verdict): Verdict => ({ line, text, right, words });

/** What each line of a pasted list would do, or what is wrong with it and what would be right. */
export const checkPastedLocalities = query({
  name: "localities.check",
  needs: "administer",
  input,
  run: async ({ scope, ...tx }, { kind, text }) =>
    (await readAll(text, await known(tx, scope.laCode, kind))).map(shown),
});

/** Ids for the names, made where there are none yet. */
async function idsFor(tx: Tx, laCode: string, of: Known, names: string[]): Promise<Map<string, string>> {
  const ids = new Map([...of.byName].map(([name, { id }]) => [name, id]));
  for (const name of names)
    if (!ids.has(name.toLowerCase()))
      ids.set(name.toLowerCase(), await makeLocality(tx, laCode, { kind: of.kind, name }));
  return ids;
}

/** Moves the schools that a pasted list is right about. Returns the lines that were not done. Throws Conflict where none could be. */
export const pasteLocalities = command({
  name: "localities.paste",
  needs: "administer",
  input,
  run: async ({ scope, ...tx }, { kind, text, day }) => {
    await inTurn(tx, scope.laCode);
    const of = await known(tx, scope.laCode, kind);
    const lines = await readAll(text, of);
    const right = lines.flatMap((line) => line.wanted ?? []);
    if (right.length === 0) throw new Conflict("No line of the list could be done. Check it first.");
    const ids = await idsFor(tx, scope.laCode, of, [...new Set(right.map((w) => w.name))]);
    const wanted = right.map(({ urn, name }): Wanted => ({ urn, into: ids.get(name.toLowerCase()) ?? null }));
    const moved = await moveSchools(tx, scope.laCode, { kind, day, wanted });
    return { moved, left: lines.filter((line) => !line.right).map(shown) };
  },
  note: ({ kind, day }, { moved }) => ({ kind, day, urns: moved.map((m) => m.urn), moved }),
});
