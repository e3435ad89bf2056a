import { makeUpn } from "@/lib/upn";
import type { IdentityKey } from "./pupil-columns";

/** The authority of sound sample records: the test code, so that no UPN in them can be a pupil's. */
export const sampleLa = "999";

/** A child who turns `turns` in the academic year that ends in `year`. */
export const soundIdentity = (year: number, turns: number, yearGroup: string): Record<IdentityKey, string | null> => ({
  upn: makeUpn(sampleLa, "2001", String(year).slice(2), "001"),
  surname: "Alder",
  forename: "Rowan",
  born: `${year - turns}-01-14`,
  sex: "F",
  yearGroup,
});
