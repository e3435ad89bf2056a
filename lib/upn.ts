/** Value 0..22 of a UPN letter is its place in this string; I, O and S are never used (DfE, Unique Pupil Numbers guide). */
export const upnLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";

/**
 * The check letter for the 12 characters after it: weights 2..13, modulo 23; a temporary UPN's last letter counts as its value.
 * `undefined` when a character cannot be weighed.
 */
export function checkLetter(body: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < 12; i++) {
    const char = body[i] ?? "";
    const value = /\d/.test(char) ? Number(char) : i === 11 ? upnLetters.indexOf(char) : -1;
    if (value < 0) return undefined;
    sum += value * (i + 2);
  }
  return upnLetters[sum % 23];
}

/** A whole UPN for an authority (3 digits), establishment (4), year of allocation (2) and serial (3 digits). */
export function makeUpn(la: string, estab: string, year: string, serial: string): string {
  const body = `${la}${estab}${year}${serial}`;
  return `${checkLetter(body)}${body}`;
}
