import type { Cells } from "../define";
import { soundIdentity } from "../shared/sample";
import type { EyfspKey } from "./columns";
import { frameworkOf, frameworks, type GoalKey } from "./goals";

const none = Object.fromEntries(frameworks.flatMap(({ goals }) => goals.map((g) => [g.key, null]))) as Record<
  GoalKey,
  string | null
>;

/** A record with the goals of its year that no check has anything to say about; the checks' examples name only what differs. */
export const soundEyfsp = (year: number): Cells<EyfspKey> => ({
  ...none,
  ...soundIdentity(year, 5, "R"),
  postcode: "ZZ99 9ZZ",
  ...Object.fromEntries(frameworkOf(year).goals.map((g) => [g.key, "2"])),
  otherGoals: null,
});
