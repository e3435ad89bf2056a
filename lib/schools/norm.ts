/** What people write in several ways, once each; applied to lower-case words without punctuation. */
const sameAs: [RegExp, string][] = [
  [/\bsaint\b/g, "st"],
  [/\bchurch of england\b/g, "ce"],
  [/\bc ?of ?e\b/g, "ce"],
  [/\bc e\b/g, "ce"],
];

/** Lower-case words parted by single spaces, without accents or punctuation: "St. Mary's" gives "st marys", "James's" "james". */
function plainWords(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/s['\u2019\u2018`]s\b/g, "s")
    .replace(/['\u2019\u2018`.]/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** The form in which names and towns are compared: as `plainWords`, with "saint" as "st" and "Church of England" as "ce". */
export function normalise(text: string): string {
  return sameAs.reduce((words, [found, instead]) => words.replace(found, instead), plainWords(text));
}

/** A postcode as its letters and digits alone: "BD1 1AA" gives "BD11AA". */
export const normalisePostcode = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

/**
 * The words of a school that a search may begin to spell, each after a space. Holds a name in both forms, so that
 * "church" finds what is compared as "ce", and words with a hyphen joined as well, so that "coop" finds "Co-op".
 */
export function findTextOf(parts: {
  name: string;
  phase: string | null;
  places: (string | null)[];
  postcode: string | null;
}): string {
  const texts = [parts.name, parts.phase, ...parts.places].flatMap((part) =>
    part ? [normalise(part), plainWords(part), plainWords(part.replaceAll("-", ""))] : [],
  );
  if (parts.postcode) texts.push(plainWords(parts.postcode));
  const words = new Set(texts.join(" ").split(" "));
  words.delete("");
  return ` ${[...words].join(" ")}`;
}

const fullPostcode = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$/;
const postcodeStart = /^([A-Z]{1,2}[0-9][A-Z0-9]?)(?: +([0-9][A-Z]{0,2}))?$/;

/**
 * The halves of a postcode or of the beginning of one: "BD1" is the district alone (not BD10), "BD1 1" its sector. Null
 * where the text is none.
 */
export function postcodeParts(text: string): { outward: string; inward: string } | null {
  const [, full = "", last = ""] = fullPostcode.exec(normalisePostcode(text)) ?? [];
  if (full) return { outward: full, inward: last };
  const [, outward, inward = ""] = postcodeStart.exec(text.trim().toUpperCase()) ?? [];
  return outward ? { outward, inward } : null;
}

/** The same as a `LIKE` pattern over normalised postcodes: "BD1___", "BD11__". */
export function postcodePattern(text: string): string | null {
  const parts = postcodeParts(text);
  return parts && parts.outward + parts.inward.padEnd(3, "_");
}
