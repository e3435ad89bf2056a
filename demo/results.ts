import type { Year } from "@/lib/year";
import type { Child } from "./families";
import { goals } from "./goals";
import { gaps, type Targets, targetsOf } from "./national";
import { normal, type Random, stream } from "./random";
import type { ResultRow } from "./rows";

/** How much older children of a term are ahead, per month, in deviations of ability. */
const perMonth = 0.035;
const clamp = (share: number): number => Math.min(0.985, Math.max(0.02, share));

interface Scored {
  child: Child;
  score: number;
}
const byScore = (a: Scored, b: Scored): number => b.score - a.score || (a.child.upn < b.child.upn ? -1 : 1);

interface Sitting {
  seed: number;
  year: Year;
  children: Child[];
}

/** How far the authority lies from England in a year: at most 0.8 points, the same for all measures. */
const ownWay = (seed: number, year: Year): number => 0.016 * (stream(seed, "own way", year)() - 0.5);

export function sharesOf(seed: number, year: Year): Targets {
  const { gld, year1, year2 } = targetsOf(year);
  const more = ownWay(seed, year);
  return { gld: gld + more, year1: year1 + more, year2: year2 + more };
}

/**
 * The best of each sex and term of birth, so many that the authority's share and its gaps are those wanted; with few
 * children the gaps would otherwise be anywhere.
 */
function bestOf(scored: Scored[], measure: keyof typeof gaps, share: number): Set<Child> {
  const cells = new Map<string, Scored[]>();
  for (const each of scored) {
    const cell = `${each.child.sex} ${each.child.term}`;
    cells.set(cell, [...(cells.get(cell) ?? []), each]);
  }
  const best = new Set<Child>();
  for (const cell of cells.values()) {
    const like = cell[0]?.child;
    if (!like) continue;
    const wanted = clamp(share + gaps[measure].sex[like.sex] + gaps[measure].term[like.term]);
    for (const { child } of cell.sort(byScore).slice(0, Math.round(wanted * cell.length))) best.add(child);
  }
  return best;
}

const profileRow = (at: number, result: string): ResultRow => {
  const goal = goals[at];
  if (!goal) throw new RangeError(`There is no goal ${at}.`);
  return { subject: goal.subject, component: goal.component, method: "FA", qualifier: "FD", result };
};
const profile = (mark: (at: number) => string): ResultRow[] => goals.map((_, at) => profileRow(at, mark(at)));

/** A child with a good level meets the first twelve goals and nearly always the rest. */
const goodProfile = (random: Random): ResultRow[] =>
  profile((at) => (goals[at]?.counts || random() < 0.975 ? "2" : "1"));

/** England's mean number of goals stayed while good levels rose: the fewer good levels, the better the other children. */
const liftOf = (gld: number): number => 0.1 + 8 * (0.685 - gld);

/** `nearness` 0..1: how close to a good level the child is, among those without it; `lift` in log odds. */
function otherProfile(random: Random, nearness: number, lift: number): ResultRow[] {
  const marks = goals.map(({ share }) => {
    const odds = Math.log(share / (1 - share)) + 3.4 * (nearness - 0.5) + lift;
    return random() < 1 / (1 + Math.exp(-odds)) ? "2" : "1";
  });
  const writing = goals.findIndex((goal) => goal.component === "E10");
  if (goals.every((goal, at) => !goal.counts || marks[at] === "2")) marks[writing] = "1";
  return profile((at) => marks[at] ?? "1");
}

/** Exemptions were wider in 2022 (absence, late arrival); since then they are granted one by one. */
const exemptShare = (year: Year): number => (year === 2022 ? 0.006 : 0.0015);

/** The profiles of a year's reception children. */
export function profilesOf({ seed, year, children }: Sitting): Map<Child, ResultRow[]> {
  const random = stream(seed, "profile", year);
  const results = new Map<Child, ResultRow[]>();
  const scored: Scored[] = [];
  for (const child of children) {
    const score = child.ability + 0.45 * normal(random) + perMonth * child.months;
    if (random() < exemptShare(year))
      results.set(
        child,
        profile(() => "A"),
      );
    else scored.push({ child, score });
  }
  const { gld } = sharesOf(seed, year);
  const good = bestOf(scored, "gld", gld);
  const others = scored.filter(({ child }) => !good.has(child)).sort(byScore);
  for (const child of good) results.set(child, goodProfile(random));
  for (const [at, { child }] of others.entries())
    results.set(child, otherProfile(random, 1 - (at + 0.5) / others.length, liftOf(gld)));
  return results;
}

/** How often each mark is given: from the threshold, where teachers round up, to 40; and below it, with a few at 0. */
const metMarks = [7, 4, 5, 7, 9, 12, 16, 20, 20].map((weight, at) => ({ mark: 32 + at, weight }));
const lowMarks = Array.from({ length: 32 }, (_, mark) => ({
  mark,
  weight: mark === 0 ? 5 : mark >= 30 ? 1.2 : 1.5 + 0.06 * mark,
}));

/** The mark at a place (0 lowest to 1 highest) of its distribution. */
function markAt(marks: { mark: number; weight: number }[], place: number): number {
  let rest = place * marks.reduce((sum, { weight }) => sum + weight, 0);
  for (const { mark, weight } of marks) {
    rest -= weight;
    if (rest < 0) return mark;
  }
  return marks[marks.length - 1]?.mark ?? 0;
}

const phonicsRow = (result: string, qualifier: string): ResultRow[] => [
  { subject: "PHO", component: "PHO", method: "TA", qualifier, result },
];

function setMarks(results: Map<Child, ResultRow[]>, scored: Scored[], marks: typeof metMarks): void {
  for (const [at, { child }] of scored.sort(byScore).entries())
    results.set(child, phonicsRow(String(markAt(marks, 1 - (at + 0.5) / scored.length)), "NM"));
}

/** A for absent, D for not yet able to take the check, L for left; nobody else. */
function codeOf(random: Random, child: Child): "A" | "D" | "L" | undefined {
  const draw = random();
  if (child.ability < -1.5) return draw < 0.25 ? "D" : undefined;
  if (draw < 0.004) return "A";
  return draw < 0.006 ? "L" : undefined;
}

/** Scores of those who count, children with a code lowest; children who left only get their code. */
function sit({ seed, year, children }: Sitting, yearGroup: 1 | 2, results: Map<Child, ResultRow[]>): Scored[] {
  const random = stream(seed, "phonics", year, yearGroup);
  const scored: Scored[] = [];
  for (const child of children) {
    const score = child.ability + 0.55 * normal(random) + perMonth * child.months;
    const code = codeOf(random, child);
    if (code) results.set(child, phonicsRow(code, "OT"));
    if (code !== "L") scored.push({ child, score: code ? -99 : score });
  }
  return scored;
}

function settle(results: Map<Child, ResultRow[]>, scored: Scored[], met: Set<Child>): Map<Child, ResultRow[]> {
  for (const child of met) child.met = true;
  const marked = scored.filter(({ child }) => !results.has(child));
  setMarks(
    results,
    marked.filter(({ child }) => met.has(child)),
    metMarks,
  );
  setMarks(
    results,
    marked.filter(({ child }) => !met.has(child)),
    lowMarks,
  );
  return results;
}

/** The phonics check of a year's year 1 children; notes in each child whether it met the standard. */
export function year1Of(sitting: Sitting): Map<Child, ResultRow[]> {
  const results = new Map<Child, ResultRow[]>();
  const scored = sit(sitting, 1, results);
  const met = bestOf(scored, "year1", sharesOf(sitting.seed, sitting.year).year1);
  return settle(results, scored, new Set([...met].filter((child) => !results.has(child))));
}

/** The check of year 2 children who have not met the standard before. */
export function year2Of(sitting: Sitting): Map<Child, ResultRow[]> {
  const results = new Map<Child, ResultRow[]>();
  const before = sharesOf(sitting.seed, sitting.year - 1).year1;
  const share = (sharesOf(sitting.seed, sitting.year).year2 - before) / (1 - before);
  const scored = sit(sitting, 2, results).sort(byScore);
  const best = scored.slice(0, Math.round(clamp(share) * scored.length)).map(({ child }) => child);
  return settle(results, scored, new Set(best.filter((child) => !results.has(child))));
}
