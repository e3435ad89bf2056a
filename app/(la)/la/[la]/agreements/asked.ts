import type { SchoolChoice } from "@/lib/schools/choice";

type Given = Record<string, string | string[] | undefined>;

/** What the page's form chose, as its address says it. */
export interface Asked {
  act: "set" | "end";
  of: "all" | "phase" | "ticked";
  phase: string;
  urns: string[];
  from: string;
  until: string;
}

const one = (given: string | string[] | undefined): string => (Array.isArray(given) ? given[0] : given) ?? "";

/** Null where nothing has been asked yet. */
export function askedOf(given: Given): Asked | null {
  const act = one(given.act);
  if (act !== "set" && act !== "end") return null;
  const of = (["all", "phase"] as const).find((kind) => kind === one(given.of)) ?? "ticked";
  const urns = given.urn === undefined ? [] : [given.urn].flat();
  return { act, of, phase: one(given.phase), urns, from: one(given.from), until: one(given.until) };
}

export function schoolsOf({ of, phase, urns }: Asked): SchoolChoice {
  if (of === "all") return { kind: "all" };
  return of === "phase" ? { kind: "phase", phase } : { kind: "ticked", urns };
}

/** The same as the doors take it. */
export function changeOf(asked: Asked) {
  const { act, from, until } = asked;
  const schools = schoolsOf(asked);
  return act === "set" ? { kind: "set" as const, schools, from, until } : { kind: "end" as const, schools, until };
}
