import { createHash } from "node:crypto";

/** 32 bits of a password's hash: a password that is not on the list is taken for one once in a hundred thousand times. */
export const hashOf = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0);

/** Hashes as they stand in the list: sorted, four bytes each, as base64. */
export function packHashes(hashes: number[]): string {
  return Buffer.from(Uint32Array.from(hashes).sort().buffer).toString("base64");
}

/** What is left of a password without the numbers and signs around it: "Sunshine2026!" is a sunshine. */
export const bareWord = (password: string): string => password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

let list: Promise<Uint32Array> | undefined;

/** Read when the first password is set: a process that sets none does not hold it. */
async function load(): Promise<Uint32Array> {
  const { hashes } = (await import("./common-passwords.json", { with: { type: "json" } })).default;
  const bytes = Uint8Array.from(Buffer.from(hashes, "base64"));
  return new Uint32Array(bytes.buffer);
}

function holds(sorted: Uint32Array, hash: number): boolean {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] ?? 0;
    if (found === hash) return true;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Whether a password, in small letters, is among those that leak most, or is one of the commonest words with numbers around it. */
export async function isCommon(password: string): Promise<boolean> {
  list ??= load();
  const sorted = await list;
  return [password, bareWord(password)].some((form) => form.length >= 5 && holds(sorted, hashOf(form)));
}
