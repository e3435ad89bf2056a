import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");

export const newSecret = (): string => randomBytes(32).toString("base64url");

const folderFaults: Record<string, string> = {
  EACCES: "this user may not make it, or not write there",
  EROFS: "nothing can be written there",
  ENOTDIR: "a part of its path is a file",
  ENOSPC: "the disk is full",
};

/**
 * Makes the data folder for its owner alone: it holds pupils' files and the database's passwords. Throws in words where
 * there can be none.
 */
export function makeDataDir(dataDir: string): void {
  try {
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!statSync(dataDir).isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new Error(
      `The data folder ${dataDir} cannot be used: ${folderFaults[code] ?? message}. Give another one by KEYMARK_DATA.`,
    );
  }
}

/** Writes JSON for the owner alone (0600), whole or not at all. */
export function writePrivateJson(file: string, value: unknown): void {
  const half = `${file}.${process.pid}.new`;
  writeFileSync(half, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, file);
}

/** The file's JSON, or undefined where there is no such file. */
export const readJson = (file: string): unknown =>
  existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
