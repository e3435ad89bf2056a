import { env } from "./env";

type Level = "debug" | "info" | "warn" | "error";
const rank: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Facts are ids, counts and codes. Names, UPNs, dates of birth, addresses and tokens never go in. */
export type Facts = Record<string, string | number | boolean | null | undefined>;

let threshold: number | undefined;

/** One line of JSON per event on standard error. */
export function log(level: Level, event: string, facts: Facts = {}): void {
  threshold ??= rank[env().logLevel];
  if (rank[level] < threshold) return;
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`);
}

/**
 * What may be logged of an unexpected error: its kind, a database's code and constraint, and where in our code it arose.
 * Messages are left out: a driver's message can quote a value.
 */
export function errorFacts(error: unknown): Facts {
  const e = error as Partial<Error> & { code?: string; constraint_name?: string };
  const cause = e?.cause as { code?: string; constraint_name?: string } | undefined;
  // The stack begins with the message, which may have lines that look like frames.
  const frames = (e?.stack ?? "")
    .replace(e?.message ?? "", "")
    .split("\n")
    .filter((l) => /^ +at /.test(l) && !l.includes("node_modules"));
  return {
    error: e?.name ?? typeof error,
    code: e?.code ?? cause?.code,
    constraint: e?.constraint_name ?? cause?.constraint_name,
    where: frames
      .slice(0, 3)
      .map((l) => l.trim().replace(/\(.*\/(lib|db|app|jobs|ops|components)\//, "($1/"))
      .join(" < ")
      .slice(0, 300),
  };
}
