import "server-only";
import { randomInt } from "node:crypto";
import { Conflict, Forbidden, Invalid, KeymarkError, NotFound, Unavailable } from "@/lib/errors";
import { errorFacts, log } from "@/lib/log";

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A number that a person can read out, under which the log holds the facts. */
export function reference(): string {
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
}

/** Writes the facts of an unexpected error to the log, never its message, and returns the reference. */
export function noteFault(error: unknown): string {
  const given = reference();
  log("error", "web.fault", { reference: given, ...errorFacts(error) });
  return given;
}

const statuses: [new (...args: never[]) => KeymarkError, number][] = [
  [NotFound, 404],
  [Forbidden, 403],
  [Invalid, 400],
  [Conflict, 409],
  [Unavailable, 503],
];

export interface Fault {
  status: number;
  error: string;
  fields?: Record<string, string>;
  reference?: string;
}

/** An error as it leaves the server: ours in its own words, any other as a reference number. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof KeymarkError)) {
    const given = noteFault(error);
    return { status: 500, error: `Something went wrong here. Reference ${given}.`, reference: given };
  }
  const status = statuses.find(([kind]) => error instanceof kind)?.[1] ?? 500;
  return { status, error: error.message, ...(error instanceof Invalid && { fields: error.fields }) };
}
