import type { NameClaim } from "./types";

const MAX_SHOWN = 200;

/** "9992001_CTF_999LLLL_001.xml" and its kin; browsers add " (1)" and the like before the ending. */
const XML_NAME =
  /^(?<la>\d{3})(?<source>\d{4}|\d{6}|LLLL)_(?<kind>CTF|FSP|PHO|KS1|KS2|KS3|FTF)_(?:\d{3}|XXX|MMM)(?:\d{4}|LLLL|DfE|XXXX|MMMM)_\d{3}(?!\d).*\.xml$/i;

/** "PHONICS_2001_25.csv" and its kin, from the department's spreadsheets. */
const SHEET_NAME = /^(?<kind>EYFSP|PHONICS|KS1)_(?<source>\d{4}|\d{6})_(?<yy>\d{2})(?!\d).*\.(csv|xlsx|xlsm)$/i;

const KINDS: ReadonlyMap<string, NameClaim["kind"]> = new Map([
  ["CTF", "CTF"],
  ["FSP", "FSP"],
  ["PHO", "PHO"],
  ["KS1", "KS1"],
  ["KS2", "KS2"],
  ["KS3", "KS3"],
  ["FTF", "FTF"],
  ["EYFSP", "FSP"],
  ["PHONICS", "PHO"],
]);

/**
 * What a file's name claims about its content, all `null` where it follows no pattern. `la` and `estab` are the
 * sender's; a sender that is an authority or is named by its URN has no `estab`.
 */
export function nameClaim(fileName: string): NameClaim {
  const base = fileName.slice(Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1).trim();
  const found = (XML_NAME.exec(base) ?? SHEET_NAME.exec(base))?.groups;
  const { kind = "", la = null, source = "", yy } = found ?? {};
  return {
    kind: KINDS.get(kind.toUpperCase()) ?? null,
    la,
    estab: /^\d{4}$/.test(source) ? source : null,
    year: yy === undefined ? null : 2000 + Number(yy),
  };
}

/** A file name fit to be shown: one line, no control or direction characters, at most 200 characters. */
export function shownName(fileName: string): string {
  const clean = fileName.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return clean.length <= MAX_SHOWN ? clean : `${clean.slice(0, MAX_SHOWN - 1)}…`;
}
