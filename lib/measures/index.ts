import { NotFound } from "@/lib/errors";
import type { Measure } from "./define";
import { measuresIn, profile2013, profile2022 } from "./eyfsp";
import { phonicsMeasures } from "./phonics";

/** The registry of measures. */
export const measures: Measure[] = [...measuresIn(profile2022), ...measuresIn(profile2013), ...phonicsMeasures];

const byId = new Map(measures.map((m) => [m.id, m]));

/** Throws NotFound with the ids there are. */
export function measureOf(id: string): Measure {
  const found = byId.get(id);
  if (!found) throw new NotFound(`There is no measure ${id}. There are: ${[...byId.keys()].join(", ")}.`);
  return found;
}
