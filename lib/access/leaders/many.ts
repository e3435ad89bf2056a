import { z } from "zod";
import { addressIn } from "@/lib/access/address";
import { command, query } from "@/lib/access/door";
import type { Scope, Tx } from "@/lib/database";
import { Conflict, KeymarkError } from "@/lib/errors";
import { type PastedLine, pastedLines, type Verdict } from "@/lib/files/pasted";
import { queueMail } from "@/lib/mail/queue";
import { type OwnSchool, ownSchools, schoolMeant } from "@/lib/schools/own";
import { webMailOf } from "../register/web-mail";
import { inTurn, type Leader, leadersNow, makeLeader, type NewLeader, otherAdministrators } from "./rows";

/** A line of the list that can be done, or why not. */
interface Read extends Verdict {
  leader: NewLeader | null;
}

const form = "A line is: the school’s number, the name, the e-mail address";

/** Cells in any order: the one with an @ is the address, the one that is all digits the school, the rest the name. */
function parts({ cells }: PastedLine): { number: string; name: string; email: string } {
  const filled = cells.filter((cell) => cell !== "");
  const email = filled.find((cell) => cell.includes("@")) ?? "";
  const rest = filled.filter((cell) => cell !== email);
  const number = rest.find((cell) => /^[\d/ -]+$/.test(cell)) ?? rest[0] ?? "";
  return { number, name: rest.filter((cell) => cell !== number).join(" "), email };
}

interface Known {
  schools: OwnSchool[];
  leaders: Map<string, Leader[]>;
}

/** What a line comes to by itself: a leader to be made, or what is wrong. */
function readLine(line: PastedLine, { schools, leaders }: Known): NewLeader | string {
  const { number, name, email } = parts(line);
  if (line.cells.filter(Boolean).length < 3) return `${form}. Something is missing here.`;
  const school = schoolMeant(schools, number);
  if (typeof school === "string") return school;
  if (school.closed) return `${school.name} is closed.`;
  const address = addressIn(email);
  if (!address) return `“${email.slice(0, 60)}” is not an e-mail address. One is like head@school.example.`;
  if (!name) return `${form}. The name is missing.`;
  const [there] = leaders.get(school.urn) ?? [];
  if (there?.email === address) return `${there.name} is the Level 1 of ${school.name} already. Nothing is to do.`;
  if (there) return `${school.name} has a Level 1 already. A further one needs the school’s consent: make a request.`;
  return { urn: school.urn, name: name.slice(0, 200), email: address, replaces: null };
}

function rightWords({ name, urn, email }: NewLeader, schools: OwnSchool[]): string {
  const service = webMailOf(email);
  const warning = service
    ? ` The address is web mail (${service}): make sure that it is theirs, or take the line out.`
    : "";
  return `${name} becomes Level 1 of ${schools.find((s) => s.urn === urn)?.name ?? urn}.${warning}`;
}

async function readAll(tx: Tx, laCode: string, text: string): Promise<{ lines: Read[]; known: Known }> {
  const known = { schools: await ownSchools(tx, laCode), leaders: await leadersNow(tx, laCode) };
  const first = new Map<string, number>();
  const lines = (await pastedLines(text, /urn|dfe|e-?mail/i)).map((line): Read => {
    const read = readLine(line, known);
    const about = { line: line.line, text: line.text };
    if (typeof read === "string") return { ...about, right: false, words: read, leader: null };
    const before = first.get(read.urn);
    if (before !== undefined) {
      const words = `Line ${before} is for the same school. Only its first Level 1 is made here.`;
      return { ...about, right: false, words, leader: null };
    }
    first.set(read.urn, line.line);
    return { ...about, right: true, words: rightWords(read, known.schools), leader: read };
  });
  return { lines, known };
}

const input = z.object({ text: z.string().max(500_000, "The list is too long: send it in parts") });
const shown = ({ line, text, right, words }: Verdict): Verdict => ({ line, text, right, words });

/** What each line of a pasted list would do, or what is wrong with it and what would be right. */
export const checkLeaders = query({
  name: "leaders.check",
  needs: "administer",
  input,
  run: async ({ scope, ...tx }, { text }) => (await readAll(tx, scope.laCode, text)).lines.map(shown),
});

/** A line whose person cannot be let in (a disabled log-in, oneself) is a verdict, and no fault of the others. */
async function tryOne(tx: Tx, scope: Scope, leader: NewLeader): Promise<string | null> {
  try {
    await makeLeader(tx, scope, leader, []);
    return null;
  } catch (error) {
    if (error instanceof KeymarkError) return error.message;
    throw error;
  }
}

async function tellOthers(tx: Tx, scope: Scope, count: number): Promise<void> {
  for (const personId of await otherAdministrators(tx, scope))
    await queueMail(tx, {
      laCode: scope.laCode,
      template: "level-1s-made",
      to: { personId },
      ids: { count: String(count) },
    });
}

/**
 * Makes the first Level 1 of every school that a pasted list is right about. Returns the lines that were not done, to be
 * put right. Throws Conflict where none could be done.
 */
export const appointLeaders = command({
  name: "leaders.appoint-many",
  needs: "administer",
  input,
  run: async ({ scope, ...tx }, { text }): Promise<{ urns: string[]; left: Verdict[] }> => {
    await inTurn(tx, scope.laCode);
    const { lines } = await readAll(tx, scope.laCode, text);
    const urns: string[] = [];
    const left: Verdict[] = [];
    for (const line of lines) {
      const words = line.leader ? await tryOne(tx, scope, line.leader) : line.words;
      if (line.leader && words === null) urns.push(line.leader.urn);
      else left.push(shown({ ...line, right: false, words: words ?? line.words }));
    }
    if (urns.length === 0) throw new Conflict("No line of the list could be done. Check it first.");
    await tellOthers(tx, scope, urns.length);
    return { urns, left };
  },
  note: (_, { urns }) => ({ urns, level: 1 }),
});
