import { normalise } from "./norm";

const MOST_WORDS = 8;
export const LONGEST = 100;

/** Words that people write around what they look for: they need not be in a school's name, but order the list. */
const articles = new Set("the a an".split(" "));
const fillers = new Set([...articles, ..."of and in at near for by school schools".split(" ")]);

/** What was typed, as words that can be compared. */
export interface Typed {
  /** Those that a school must have; all where nothing but fillers was typed. */
  needed: string[];
  /** Names that were meant, perhaps: as typed, without articles, without fillers. */
  names: string[];
}

export function typedWords(q: string): Typed {
  const all = normalise(q.slice(0, LONGEST)).split(" ").filter(Boolean).slice(0, MOST_WORDS);
  const telling = all.filter((word) => !fillers.has(word));
  const needed = telling.length > 0 ? telling : all;
  const names = [all, all.filter((word) => !articles.has(word)), needed].map((words) => words.join(" "));
  return { needed, names: [...new Set(names)].filter(Boolean) };
}
