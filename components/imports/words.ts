import type { Mark } from "@/components/ui/status";
import type { ImportRow, ImportSchool } from "@/lib/imports/list";
import type { ImportState } from "@/lib/imports/state";

export interface Said {
  mark: Mark;
  words: string;
}

export const counted = (n: number, one: string, many: string): string =>
  `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/** What an upload in the queue is doing. */
export const stateWords: Record<ImportState, string> = {
  received: "Waiting for its turn",
  reading: "Reading the file",
  matched: "Comparing with what is held",
  waiting: "Waiting for your answer",
  applying: "Going in, school by school",
  done: "Imported",
  rejected: "Refused",
  failed: "Failed",
  cancelled: "Cancelled",
};

const ended: Record<ImportSchool["state"], Said> = {
  read: { mark: "clock", words: "Not in yet" },
  done: { mark: "arrow", words: "Imported" },
  rejected: { mark: "bell", words: "Refused" },
  cancelled: { mark: "clock", words: "Cancelled" },
};

/** Whether a school's part went in; `replacer` is the later upload's name, where it is known. */
export function importedOf(school: ImportSchool, replacer?: string): Said {
  if (!school.replacedBy) return ended[school.state];
  return { mark: "clock", words: replacer ? `Replaced by “${replacer}”` : "Replaced by a later import" };
}

const faults = ({ errors, queries }: { errors: number; queries: number }): string =>
  [errors > 0 && counted(errors, "error", "errors"), queries > 0 && counted(queries, "query", "queries")]
    .filter(Boolean)
    .join(", ");

/** What the checks find in a school's data now; null where none of this import's data are held. */
export function checksOf(school: ImportSchool): Said | null {
  if (school.state !== "done" || school.replacedBy) return null;
  const words = faults(school);
  return words ? { mark: "bell", words } : { mark: "arrow", words: "Passed" };
}

const sum = (schools: ImportSchool[], key: "errors" | "queries") => schools.reduce((all, s) => all + s[key], 0);

/** The worst of an upload's schools: whether it went in, and what is open in its data. */
export function worstOf({ state, schools }: ImportRow): { imported: Said; checks: Said | null } {
  const refused = schools.filter((s) => s.state === "rejected").length;
  const live = schools.filter((s) => checksOf(s));
  const words = faults({ errors: sum(live, "errors"), queries: sum(live, "queries") });
  const passed: Said | null = live.length > 0 ? { mark: "arrow", words: "Passed" } : null;
  return {
    imported: wholeOf(state, { refused, live: live.length, all: schools.length }),
    checks: words ? { mark: "bell", words } : passed,
  };
}

function wholeOf(state: ImportState, of: { refused: number; live: number; all: number }): Said {
  if (state === "cancelled") return { mark: "clock", words: "Cancelled" };
  if (state !== "done") return { mark: "bell", words: stateWords[state] };
  if (of.refused > 0) return { mark: "bell", words: `${of.refused} of ${of.all} refused` };
  if (of.live === 0) return { mark: "clock", words: "Replaced by later imports" };
  if (of.live < of.all) return { mark: "arrow", words: `Imported, ${of.all - of.live} replaced since` };
  return { mark: "arrow", words: "Imported" };
}

/** A count that is far from last year's: more than a quarter off, and at least 5 children. */
export function farOff(now: number, lastYear: number): boolean {
  const off = Math.abs(now - lastYear);
  return off >= 5 && off > lastYear * 0.25;
}
