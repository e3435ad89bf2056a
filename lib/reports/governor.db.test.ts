import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeMake, type MadeSchool, makeAuthority, makeLocality, makeSchool } from "@/db/make";
import { asSchool, asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { frameworkOf } from "@/lib/datasets/eyfsp/goals";
import type { Figure } from "@/lib/measures/figure";
import { measureOf, measures } from "@/lib/measures/index";
import { makeChild, makeReader } from "@/lib/measures/make";
import { readFigures } from "@/lib/measures/read";
import { buildReport } from "./build";
import { standardPack } from "./index";

const threshold = 6;
const isOld = ({ id }: { id: string }) => id.startsWith("eyfsp13.");
/** Of two frameworks no figures can be taken from one another. */
const frameworks = [
  { name: "2022 on", years: [2025, 2026], measures: measures.filter((m) => !isOld(m)) },
  { name: "2013 to 2019", years: [2019], measures: measures.filter(isOld) },
];
const sizes = [5, 6, 7, 11, 12, 13, 30, 60];
const schools = new Map<number, MadeSchool>();
let staff: Scope;
let laCode: string;

/** Keys of these goals (1 to 17) in the year's framework. */
const goalsOf = (year: number, of: number[]) => of.map((n) => frameworkOf(year).goals[n - 1]?.key ?? "");

/** What the n-th child of a school does not reach, exceeds (until 2019) and has no mark in. */
function marksOf(i: number, n: number, year: number) {
  const not = (i + n + year) % 5 < (i % 3 === 0 ? 3 : 1) ? [9, 10] : i === 1 ? [17] : [];
  if (year >= 2022) return { not: goalsOf(year, not) };
  const beyond = i % 4 === 0 ? [1, 2, 3] : i % 7 === 0 ? [11] : [];
  return { not: goalsOf(year, not), beyond: goalsOf(year, beyond), blank: i === 2 ? ["g16"] : [] };
}

/** Children of one school and year, mixed so that groups are small, uniform and of unknown sex; one exempted or absent. */
async function fill(school: MadeSchool, n: number, year: number): Promise<void> {
  const at = { laCode, urn: school.urn, year };
  const birth = String(year - 6);
  const withPhonics = year >= 2022;
  for (let i = 0; i < n; i++) {
    const sex = i % 2 ? "F" : "M";
    const born = [`${birth}-10-10`, `${Number(birth) + 1}-02-02`, `${Number(birth) + 1}-06-06`][(i + n) % 3];
    await makeChild(at, { sex, born, ...marksOf(i, n, year) });
    const mark = (i * 5 + n) % 3 === 0 ? 12 + (i % 20) : 33 + (i % 8);
    if (withPhonics) await makeReader(at, { sex, born, mark });
  }
  if (n % 2 === 0) await makeChild(at, { mark: "A" });
  if (n % 3 === 0 && withPhonics) await makeReader(at, { outcome: "A" });
}

beforeAll(async () => {
  laCode = (await makeAuthority()).code;
  for (const n of sizes) schools.set(n, await makeSchool(laCode));
  const urns = (of: number[]) => of.map((n) => schools.get(n)?.urn ?? "");
  await makeLocality(laCode, "North", urns([5, 30, 12]));
  await makeLocality(laCode, "South", urns([6, 60, 7]));
  await makeLocality(laCode, "East", urns([11, 13]));
  for (const [n, school] of schools) for (const year of frameworks.flatMap((f) => f.years)) await fill(school, n, year);
  staff = await asStaff(laCode);
});
afterAll(async () => {
  await closeDatabase();
  await closeMake();
});

type Known = Map<string, { n: number; k: number }>;
const groups = { all: ["girls", "boys"], term: ["autumn", "spring", "summer"] };
const keyOf = (f: Pick<Figure, "measure" | "year" | "group">, place: string) =>
  `${f.measure}|${f.year}|${place}|${f.group}`;

/** Everything with a cohort that stands anywhere in what was built: cells, charts and lists alike. */
function figuresIn(value: unknown): Figure[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "measure" in value && "place" in value && "group" in value ? [value as Figure] : [];
  return [...own, ...Object.values(value).flatMap(figuresIn)];
}

function known(figures: Figure[]): Known {
  const found: Known = new Map();
  for (const f of figures)
    if ("value" in f && f.cohort !== undefined && !measureOf(f.measure).spread)
      found.set(keyOf(f, f.place.kind), { n: f.cohort, k: f.met ?? Math.round(f.value * f.cohort) });
  return found;
}

const nested = [
  ["la", "locality"],
  ["la", "school"],
  ["locality", "school"],
] as const;

/** What is known, and all that follows from it by taking smaller places, and parts of a whole, away from it. */
function worked(facts: Known): Known {
  const all: Known = new Map(facts);
  for (const [key, whole] of facts) {
    const [measure, year, place, group] = key.split("|") as [string, string, string, string];
    for (const [outer, inner] of nested) {
      const less = facts.get([measure, year, inner, group].join("|"));
      if (place === outer && less)
        all.set([measure, year, `${outer}-${inner}`, group].join("|"), { n: whole.n - less.n, k: whole.k - less.k });
    }
  }
  for (const [key, whole] of [...all]) {
    if (!key.endsWith("|all")) continue;
    for (const parts of Object.values(groups)) {
      const shown = parts.flatMap((g) => all.get(key.replace(/all$/, g)) ?? []);
      if (shown.length === 0) continue;
      const left = shown.reduce((a, b) => ({ n: a.n - b.n, k: a.k - b.k }), whole);
      all.set(`${key}-${parts}`, left);
    }
  }
  return all;
}

/** Cohorts too small or groups too small or uniform that the reader of all this now knows. */
function leaks(facts: Known): string[] {
  return [...worked(facts)].flatMap(([key, { n, k }]) => {
    const [id = "", , , group] = key.split("|");
    const measure = measureOf(id);
    const [least, most] = measure.unit === "percent" ? [0, n] : [n * (measure.min ?? 0), n * measure.max];
    const small = group === "all" ? n < threshold : n < 2 * threshold || k <= least || k >= most;
    return n > 0 && small ? [`${key}: ${k} of ${n}`] : [];
  });
}

/** Means of pupils with a mark, and a measure of all who were assessed. */
const asides = [
  ["phonics.mean-mark", "phonics.year1"],
  ["eyfsp13.mean-points", "eyfsp13.gld"],
] as const;

/** Few pupils between two cohorts of the same place, year and group: those without a mark, or exempted. */
function between(facts: Known): string[] {
  return [...facts].flatMap(([key, { n }]) => {
    const pair = asides.find(([mean]) => key.startsWith(mean));
    const other = pair && facts.get(key.replace(pair[0], pair[1]));
    const few = other ? other.n - n : 0;
    return few > 0 && few < threshold ? [`${key}: ${few} without a mark`] : [];
  });
}

describe.each(frameworks)("a governor with the pack of every year: $name", ({ years, measures: asked }) => {
  it("works out no cohort, group or remainder that is withheld, from any numbers in any block or door", async () => {
    for (const [n, school] of schools) {
      const governor = await asSchool(school, { level: 3 });
      const packs = await Promise.all(
        years.map((year) => buildReport(governor, { report: standardPack.id, urn: school.urn, year })),
      );
      const doors = await Promise.all(asked.map(({ id: measure }) => readFigures(governor, { measure })));
      const facts = known([...packs.flatMap(figuresIn), ...doors.flat()]);
      expect(leaks(facts), `school of ${n}`).toEqual([]);
      expect(between(facts), `school of ${n}`).toEqual([]);
      const text = JSON.stringify([packs, doors]);
      expect(text).not.toMatch(/\b[1-5] (child was|children were) (exempted|not assessed)/);
      expect(text).not.toContain("secondary");
      expect(text).not.toMatch(/"aside":[1-5]\b/);
    }
  });

  it("would work some out of what the authority sees, so that the attack above is a real one", async () => {
    const school = schools.get(12);
    const figures = await Promise.all(
      asked.map(({ id: measure }) => readFigures(staff, { measure, urn: school?.urn })),
    );
    const facts = known(figures.flat());
    expect(leaks(facts).length).toBeGreaterThan(20);
    expect(between(facts).length).toBeGreaterThan(0);
  });
});

describe("a governor", () => {
  it("reads a class of thirty: its figure, its counts, girls and boys, its goals and its mean mark", async () => {
    const school = schools.get(30);
    const governor = await asSchool(school as MadeSchool, { level: 3 });
    const of = { urn: school?.urn ?? "", year: 2026 };
    const own = async (measure: string, group = "all") =>
      (await readFigures(governor, { ...of, measure, group })).find((f) => f.place.kind === "school");
    for (const [measure, group] of [
      ["eyfsp.gld", "all"],
      ["eyfsp.gld", "girls"],
      ["eyfsp.goal.e09", "all"],
      ["phonics.year1", "all"],
      ["phonics.mean-mark", "all"],
    ] as const)
      expect(await own(measure, group), `${measure} ${group}`).toHaveProperty("value");
    expect(await own("eyfsp.gld")).toMatchObject({ cohort: 30 });
    expect(await own("phonics.marks", "marks-32-36")).toHaveProperty("value");
  });
});
