import { z } from "zod";
import { Invalid, NotFound } from "@/lib/errors";
import type { OwnSchool } from "./own";

/** Which schools: all that are open, those of a phase, or those that were ticked. */
export const schoolChoice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("phase"), phase: z.string().min(1) }),
  z.object({ kind: z.literal("ticked"), urns: z.array(z.string()).max(2000) }),
]);
export type SchoolChoice = z.infer<typeof schoolChoice>;

/** The schools that are meant. Throws Invalid where there are none, NotFound for one that is not the authority's. */
export function chosenSchools(schools: OwnSchool[], choice: SchoolChoice): OwnSchool[] {
  if (choice.kind === "ticked") return tickedSchools(schools, choice.urns);
  const chosen = schools.filter((s) => !s.closed && (choice.kind === "all" || s.phase === choice.phase));
  if (chosen.length === 0) throw new Invalid("There is no such school.", { urn: "There is no such school." });
  return chosen;
}

/** The schools of these URNs. Throws Invalid where none is given, NotFound for one that is not the authority's. */
export function tickedSchools(schools: OwnSchool[], urns: string[]): OwnSchool[] {
  if (urns.length === 0) throw new Invalid("Tick at least one school.", { urn: "Tick at least one school." });
  const own = new Set(schools.map((s) => s.urn));
  if (urns.some((urn) => !own.has(urn))) throw new NotFound("One of these is not a school of this authority.");
  return schools.filter((s) => urns.includes(s.urn));
}
