import { isCommon } from "./common-passwords";

/** Whose password it is: what others know of them is guessed first. */
export interface Owner {
  email: string;
  /** Of the authorities and schools that let them in. */
  places: string[];
}

export const shortest = 12;
export const longest = 128;
/** So many letters and figures are left when everything that others know is taken out. */
const ownLeft = 8;

const letters = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const wordsOf = (text: string): string[] => letters(text.toLowerCase()).filter((word) => word.length >= 4);

/** Is the password made of the product's name, the person's address and the names of their places, with little else? */
function isMadeOf(password: string, { email, places }: Owner): boolean {
  const known = ["keymark", ...wordsOf(email), ...places.flatMap(wordsOf)].sort((a, b) => b.length - a.length);
  const found = known.some((word) => password.includes(word));
  const left = known.reduce((rest, word) => rest.replaceAll(word, " "), password);
  return found && letters(left).join("").length < ownLeft;
}

/** "abcabcabcabc", "aaaaaaaaaaaa": one thing over and over. */
const isRepeated = (password: string): boolean => /^(.{1,6}?)\1+.{0,2}$/su.test(password) || new Set(password).size < 4;

const rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const lines = rows.flatMap((row) => [row, [...row].reverse().join("")]);

/** A run along the keyboard, the alphabet or the figures, e.g. "abcdefghijkl", "qwertyuiop12". */
function isRun(password: string): boolean {
  const pairs = [...password].slice(1).map((c, n) => `${password[n]}${c}`);
  return pairs.filter((pair) => lines.some((line) => line.includes(pair))).length >= password.length - 4;
}

const guessed =
  "This is one of the passwords that are guessed first. Choose another, for example four words that have nothing to do with one another";
const madeOf =
  "This is made of Keymark’s name, your address, or the name of your school or authority. Choose one that nobody can guess from those";

/** What is wrong with a password, in words; null for one that is taken. No rule about kinds of characters. */
export async function passwordFault(given: string, owner: Owner): Promise<string | null> {
  const password = given.normalize("NFKC").toLowerCase();
  const length = [...password].length;
  if (length === 0) return "Enter a password";
  if (length < shortest) return `Use at least ${shortest} characters. Several words are easiest to remember`;
  if (length > longest) return `Use at most ${longest} characters`;
  if (isRepeated(password) || isRun(password) || (await isCommon(password))) return guessed;
  return isMadeOf(password, owner) ? madeOf : null;
}
