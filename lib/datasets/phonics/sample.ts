import type { Cells } from "../define";
import { soundIdentity } from "../shared/sample";
import type { PhonicsKey } from "./columns";

/** A record that no check has anything to say about; the checks' examples name only what differs. */
export const soundPhonics = (year: number): Cells<PhonicsKey> => ({
  ...soundIdentity(year, 6, "1"),
  mark: "32",
  outcome: null,
});
