import type { LogLine } from "@/lib/access/register/log";
import { datasets } from "@/lib/datasets";
import { reports, standardPack } from "@/lib/reports/index";

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

function reportTitle(id: unknown): string {
  return [standardPack, ...reports].find((report) => report.id === id)?.title ?? "a report";
}

const datasetTitle = (id: unknown): string => datasets.find((dataset) => dataset.id === id)?.title ?? "a dataset";

function opened({ note }: LogLine): string {
  const pupils = Number(note.pupils ?? 0);
  const named = pupils > 0 ? `, with ${pupils === 1 ? "1 pupil" : `${pupils} pupils`} by name` : ", without names";
  return `Opened ${reportTitle(note.report)}, ${text(note.year)}${named}`;
}

const whom = ({ whom: name }: LogLine): string => name ?? "somebody";

/** What each door did, in words. */
const said: Record<string, (line: LogLine) => string> = {
  "report.build": opened,
  "record.history": ({ note }) => `Opened the history of a pupil’s record in ${datasetTitle(note.dataset)}`,
  "record.edit": ({ note }) => `Corrected a pupil’s record in ${datasetTitle(note.dataset)}`,
  "record.mark-correct": ({ note }) => `Marked a query on a pupil’s record as correct in ${datasetTitle(note.dataset)}`,
  "record.unmark": ({ note }) => `Took back a mark on a pupil’s record in ${datasetTitle(note.dataset)}`,
  "access.add": (line) =>
    line.note.elsewhere
      ? "Was sent to the authority: the address has a log-in"
      : `Let in ${whom(line)} at Level ${text(line.note.level)}`,
  "access.change-level": (line) =>
    `Changed ${whom(line)} from Level ${text(line.note.from)} to ${text(line.note.level)}`,
  "access.extend": (line) => `Changed the end date of ${whom(line)}`,
  "access.remove": (line) => `Removed ${whom(line)}`,
  "access.confirm": (line) => `Confirmed ${whom(line)} in the review`,
  "access.restore": (line) => `Restored ${whom(line)}`,
  "access.request": () => "Asked the authority to add somebody",
  "access.ask-level-1": () => "Asked for a further Level 1",
  "access.answer-request": ({ note }) => (note.answer === "add" ? "Said yes to a request" : "Declined a request"),
  "access.withdraw-request": () => "Withdrew a request",
  "review.open": () => "Opened the term’s review",
  "review.close": ({ note }) =>
    `Ended the term’s review: ${Array.isArray(note.suspended) ? note.suspended.length : 0} suspended`,
};

export const lineWords = (line: LogLine): string => said[line.door]?.(line) ?? line.door;

const others: Record<LogLine["by"], string> = {
  school: "Somebody who is no longer in the register",
  staff: "The authority’s staff",
  product: "Keymark",
};

export const whoWords = ({ name, by }: LogLine): string => name ?? others[by];
