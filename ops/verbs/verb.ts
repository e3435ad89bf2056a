import type { ParseArgsOptionsConfig } from "node:util";

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

export interface Given {
  /** Words after the verb that are not options. */
  words: string[];
  values: Values;
  /** A line of progress for people; goes to standard error. */
  say(line: string): void;
}

/** What a verb found: rows for a table, or a few facts. Printed as a table, or as JSON with `--json`. */
export type Outcome =
  | { rows: Record<string, unknown>[]; faults?: number }
  | { facts: Record<string, unknown>; faults?: number };

export interface Verb {
  /** As it is typed: "la add". */
  name: string;
  usage: string;
  about: string;
  options: ParseArgsOptionsConfig;
  /** Needs no database. */
  offline?: true;
  run(given: Given): Promise<Outcome>;
}

export const text = (given: Given, name: string): string | undefined => {
  const value = given.values[name];
  return typeof value === "string" ? value : undefined;
};

/** A whole number option. Throws in words. */
export function number(given: Given, name: string): number | undefined {
  const value = text(given, name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw new UsageError(`--${name} takes a whole number; “${value}” is none.`);
  return Number(value);
}

export function need(given: Given, name: string): string {
  const value = text(given, name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

/** The call's words are wrong; the verb's usage is shown with it. */
export class UsageError extends Error {
  override name = "UsageError";
}
