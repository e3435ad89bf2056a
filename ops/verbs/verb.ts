import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
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
  /** How many words may stand after it that are no options; any number without it. */
  most?: number;
  /** Needs no database, or opens it by itself. */
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

/** The year in which a school year ends. Throws in words. */
export function year(given: Given): number | undefined {
  const value = text(given, "year");
  if (value === undefined || /^20\d\d$/.test(value)) return value === undefined ? undefined : Number(value);
  throw new UsageError(`--year takes the year in which the school year ends, e.g. 2026; “${value}” is none.`);
}

/** A path as the person meant it: npm runs us in the repository's folder, wherever they are. */
export const pathOf = (word: string): string => path.resolve(process.env.INIT_CWD ?? "", word);

/** The path of a file that can be read. Throws in words. */
export function readable(word: string): string {
  const file = pathOf(word);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`There is no file ${file}.`);
  if (!found.isFile()) throw new UsageError(`${file} is a folder, not a file.`);
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new UsageError(`This user may not read ${file}.`);
  }
  return file;
}

/** The files named after the verb, all of them looked at before any is used. Throws in words. */
export function files(given: Given): string[] {
  if (given.words.length === 0) throw new UsageError("Which file? None is named.");
  return given.words.map(readable);
}

/** The call's words are wrong; the verb's usage is shown with it. */
export class UsageError extends Error {
  override name = "UsageError";
}
