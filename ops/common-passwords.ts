import { createInterface } from "node:readline";
import { bareWord, hashOf, packHashes } from "@/lib/access/common-passwords";

/**
 * Makes `lib/access/common-passwords.json` from a list of leaked passwords on standard input, one a line, the most common
 * first: those of 12 characters and more, and the 10,000 most common words that people add a number to. Only hashes of
 * 32 bits are written, for the list is read by nobody.
 */
const words = 10_000;

const hashes = new Set<number>();
let taken = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const password = line.trim().toLowerCase();
  if (password.length >= 12) hashes.add(hashOf(password));
  if (taken < words && password.length >= 5 && bareWord(password) === password) {
    hashes.add(hashOf(password));
    taken += 1;
  }
}
const about = {
  source: "SecLists, 10-million-password-list-top-1000000",
  licence: "MIT, copyright (c) Daniel Miessler",
  count: hashes.size,
};
process.stdout.write(`${JSON.stringify({ ...about, hashes: packHashes([...hashes]) }, null, 2)}\n`);
