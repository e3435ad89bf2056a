import type { Cells } from "../define";
import { soundIdentity } from "../shared/sample";
import type { EyfspKey } from "./columns";
import { type GoalKey, goals } from "./goals";

/** A record that no check has anything to say about; the checks' examples name only what differs. */
export const soundEyfsp = (year: number): Cells<EyfspKey> => ({
  ...soundIdentity(year, 5, "R"),
  postcode: "ZZ99 9ZZ",
  ...(Object.fromEntries(goals.map((g) => [g.key, "2"])) as Record<GoalKey, string>),
  otherGoals: null,
});
