import type { CtfPupil, CtfResult } from "@/lib/files/types";
import type { IdentityKey } from "./pupil-columns";

const text = (value: string | null): string | null => value?.trim() || null;
/** A code of the CTF as it is compared: systems differ in capitals. */
export const code = (value: string | null): string => (value ?? "").trim().toUpperCase();

/** The cells that every pupil dataset starts with, exactly as received but for space around them. */
export const identityOf = (pupil: CtfPupil): Record<IdentityKey, string | null> => ({
  upn: text(pupil.upn),
  surname: text(pupil.surname),
  forename: text(pupil.forename),
  born: text(pupil.born),
  sex: text(pupil.sex),
  yearGroup: text(pupil.yearGroup),
});

export const postcodeOf = (pupil: CtfPupil): string | null => text(pupil.postcode);

/**
 * The wanted results by the year they give, in the file's order. Only results count: estimates, targets, provisional and
 * interim ones (ResultStatus other than R) are no results.
 */
export function resultsByYear(pupil: CtfPupil, wanted: (r: CtfResult) => boolean): [string | null, CtfResult[]][] {
  const results = pupil.results.filter((r) => ["", "R"].includes(code(r.status)) && wanted(r));
  return [...Map.groupBy(results, (r) => text(r.year))];
}

/** One cell from all that was sent for it: the same twice is one, different ones are kept side by side ("1/2"). */
export function together(results: (string | null)[]): string | null {
  const given = new Set(results.map(text).filter((t) => t !== null));
  return given.size > 0 ? [...given].join("/") : null;
}
