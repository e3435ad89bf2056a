import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure, Place } from "./figure";
import { type Reader, suppress } from "./suppress";

const school: Place = { kind: "school", key: "1", label: "Own school" };
const locality: Place = { kind: "locality", key: "2", label: "Locality" };
const la: Place = { kind: "la", key: "3", label: "Authority" };
const places = [school, locality, la];
const threshold = 6;
const readerWith = (...full: Place[]): Reader => ({
  threshold,
  full: (place) => full.some((f) => f.kind === place.kind),
  inside: (a, b) => places.findIndex((p) => p.kind === a.kind) < places.findIndex((p) => p.kind === b.kind),
});
const levelThree = readerWith();
const head = readerWith(school);
const staff = readerWith(...places);

interface Pupil {
  /** 0 the school, 1 elsewhere in the Locality, 2 elsewhere in the authority. */
  region: number;
  sex: "girls" | "boys" | "rest";
  term: "autumn" | "spring" | "summer" | "rest";
  met: boolean;
}

const dims = { sex: ["girls", "boys", "rest"], term: ["autumn", "spring", "summer", "rest"] } as const;
type Dim = keyof typeof dims;
const shownGroups = ["all", "girls", "boys", "autumn", "spring", "summer"];
const belongs = (p: Pupil, group: string) => group === "all" || p.sex === group || p.term === group;

const figure = (place: Place, group: string, of: Pupil[]): Figure => {
  const base = { measure: "eyfsp.gld", place, year: 2026, group, unit: "percent" as const };
  const met = of.filter((p) => p.met).length;
  return of.length === 0
    ? { ...base, withheld: "none" }
    : { ...base, value: (100 * met) / of.length, cohort: of.length, met };
};

const tableFrom = (pupils: Pupil[]): Figure[] =>
  places.flatMap((place, i) =>
    shownGroups.map((g) =>
      figure(
        place,
        g,
        pupils.filter((p) => p.region <= i && belongs(p, g)),
      ),
    ),
  );

const many = (n: number, of: Omit<Pupil, "met">, met: number): Pupil[] =>
  Array.from({ length: n }, (_, i) => ({ ...of, met: i < met }));
const found = (figures: Figure[], place: Place, group: string) =>
  figures.find((f) => f.place.kind === place.kind && f.group === group);
const reason = (figures: Figure[], place: Place, group: string) => {
  const f = found(figures, place, group);
  return f && "withheld" in f ? f.withheld : "shown";
};

/** Unknowns: pupils of each region by sex, and by term. A vector says how often each is in a sum. */
const slots = [0, 1, 2].flatMap((region) =>
  (Object.keys(dims) as Dim[]).flatMap((dim) => dims[dim].map((part) => ({ region, dim, part: part as string }))),
);
const vector = (regions: number[], dim: Dim, parts: readonly string[]) =>
  slots.map((s) => (regions.includes(s.region) && s.dim === dim && parts.includes(s.part) ? 1 : 0));
const dimOf = (group: string): Dim => ((dims.sex as readonly string[]).includes(group) ? "sex" : "term");
const minus = (a: number[], b: number[]) => a.map((x, i) => x - (b[i] ?? 0));

/** Rows in echelon form; a sum can be worked out when it reduces to nothing against them. */
class Known {
  private rows: { at: number; row: number[] }[] = [];

  reduce(vector: number[]): number[] {
    let v = vector;
    for (const { at, row } of this.rows) {
      const factor = (v[at] ?? 0) / (row[at] ?? 1);
      if (factor !== 0) v = v.map((x, i) => x - factor * (row[i] ?? 0));
    }
    return v;
  }

  learn(vector: number[]): void {
    const row = this.reduce(vector);
    const at = row.findIndex((x) => Math.abs(x) > 1e-9);
    if (at >= 0) this.rows.push({ at, row });
  }

  tells(vector: number[]): boolean {
    return this.reduce(vector).every((x) => Math.abs(x) < 1e-9);
  }
}

/** All that is shown, that both partitions have the same whole, and (what readers assume) that no group is unknown where it is not. */
function whatIsKnown(shown: Figure[], pupils: Pupil[]): Known {
  const known = new Known();
  for (const region of [0, 1, 2]) {
    known.learn(minus(vector([region], "sex", dims.sex), vector([region], "term", dims.term)));
    for (const dim of ["sex", "term"] as const)
      if (!pupils.some((p) => p.region === region && p[dim] === "rest")) known.learn(vector([region], dim, ["rest"]));
  }
  for (const f of shown) {
    if ("withheld" in f && f.withheld !== "none") continue;
    const regions = [0, 1, 2].slice(0, places.findIndex((p) => p.kind === f.place.kind) + 1);
    known.learn(f.group === "all" ? vector(regions, "sex", dims.sex) : vector(regions, dimOf(f.group), [f.group]));
  }
  return known;
}

const stretches = [[0], [1], [2], [0, 1], [1, 2], [0, 1, 2]];
const subsets = (of: readonly string[]): string[][] =>
  Array.from({ length: 2 ** of.length - 1 }, (_, bits) => of.filter((_part, i) => ((bits + 1) >> i) & 1));
const targets = stretches.flatMap((regions) =>
  (Object.keys(dims) as Dim[]).flatMap((dim) => subsets(dims[dim]).map((parts) => ({ regions, dim, parts }))),
);

function mustNotBeKnown(pupils: Pupil[], { regions, dim, parts }: (typeof targets)[number]): boolean {
  const here = pupils.filter((p) => regions.includes(p.region));
  const of = here.filter((p) => parts.includes(p[dim]));
  if (of.length === 0) return false;
  if (of.length === here.length) return of.length < threshold;
  return of.length < 2 * threshold || of.every((p) => p.met) || of.every((p) => !p.met);
}

/**
 * Every group of pupils that must not be known, and yet can be worked out. Who knows the own school knows nothing new by
 * a sum that it is part of; what lies beyond it is a stretch of its own.
 */
function disclosed(pupils: Pupil[], shown: Figure[], ownIsKnown: boolean): string[] {
  const known = whatIsKnown(shown, pupils);
  return targets
    .filter((t) => !(ownIsKnown && t.regions.includes(0)))
    .filter((t) => mustNotBeKnown(pupils, t) && known.tells(vector(t.regions, t.dim, t.parts)))
    .map((t) => `${t.regions} ${t.parts}`);
}

const anyPupil = (sizes: fc.Arbitrary<number>): fc.Arbitrary<Pupil> =>
  fc.record({
    region: sizes,
    sex: fc.constantFrom("girls", "girls", "girls", "boys", "boys", "boys", "boys", "rest"),
    term: fc.constantFrom("autumn", "autumn", "spring", "spring", "summer", "summer", "summer", "rest"),
    met: fc.constantFrom(true, true, true, false),
  });
const anyAuthority = fc.oneof(
  fc.array(anyPupil(fc.constantFrom(0, 1, 2)), { maxLength: 60 }),
  fc.array(anyPupil(fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2)), { maxLength: 90 }),
  fc.array(anyPupil(fc.constantFrom(0, 1, 1, 1, 2, 2, 2, 2, 2, 2)), { minLength: 40, maxLength: 200 }),
);

describe("suppression", () => {
  it("leaves no small, uniform or subtracted group recoverable by solving the equations of what is shown", () => {
    fc.assert(
      fc.property(anyAuthority, (pupils) => {
        expect(disclosed(pupils, suppress(tableFrom(pupils), levelThree), false)).toEqual([]);
        expect(disclosed(pupils, suppress(tableFrom(pupils), head), true)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it("is undone in many tables when only small cells are hidden, so that the attack above is a real one", () => {
    let broken = 0;
    const tables = fc.sample(anyAuthority, { numRuns: 200, seed: 7 });
    for (const pupils of tables) {
      const primary = tableFrom(pupils).map((f): Figure => {
        const limit = f.group === "all" ? threshold : 2 * threshold;
        if ("withheld" in f || (f.cohort ?? 0) >= limit) return f;
        return { measure: f.measure, place: f.place, year: f.year, group: f.group, unit: f.unit, withheld: "small" };
      });
      if (disclosed(pupils, primary, false).length > 0) broken++;
    }
    expect(broken).toBeGreaterThan(60);
  });

  it("shows the authority's people everything", () => {
    const table = tableFrom(many(2, { region: 0, sex: "girls", term: "autumn" }, 1));
    expect(suppress(table, staff)).toEqual(table);
  });

  it("lets a governor read a class of thirty with its counts", () => {
    const pupils = [
      ...many(15, { region: 0, sex: "girls", term: "autumn" }, 11),
      ...many(15, { region: 0, sex: "boys", term: "summer" }, 9),
      ...many(400, { region: 2, sex: "boys", term: "spring" }, 250),
    ];
    const seen = suppress(tableFrom(pupils), levelThree);
    expect(found(seen, school, "all")).toMatchObject({ cohort: 30, met: 20 });
    expect(found(seen, school, "girls")).toMatchObject({ cohort: 15, met: 11 });
  });

  it("withholds a cohort of five and takes its counts away, and shows one of six", () => {
    const five = suppress(tableFrom(many(5, { region: 0, sex: "girls", term: "autumn" }, 2)), levelThree);
    expect(found(five, school, "all")).toEqual({
      measure: "eyfsp.gld",
      place: school,
      year: 2026,
      group: "all",
      unit: "percent",
      withheld: "small",
    });
    expect(
      reason(suppress(tableFrom(many(6, { region: 0, sex: "girls", term: "autumn" }, 2)), levelThree), school, "all"),
    ).toBe("shown");
  });

  it("shows a head the own five children and withholds a Locality that is four larger", () => {
    const pupils = [
      ...many(20, { region: 0, sex: "girls", term: "autumn" }, 9),
      ...many(4, { region: 1, sex: "girls", term: "autumn" }, 2),
      ...many(80, { region: 2, sex: "boys", term: "summer" }, 50),
    ];
    const seen = suppress(tableFrom(pupils), head);
    expect(reason(seen, school, "all")).toBe("shown");
    expect(reason(seen, locality, "all")).toBe("secondary");
    expect(reason(seen, la, "all")).toBe("shown");
  });

  it("treats a group in which all or none met it as disclosive, and its counterpart with it", () => {
    const pupils = [
      ...many(15, { region: 0, sex: "girls", term: "autumn" }, 15),
      ...many(15, { region: 0, sex: "boys", term: "autumn" }, 9),
    ];
    const seen = suppress(tableFrom(pupils), levelThree);
    expect(reason(seen, school, "girls")).toBe("small");
    expect(reason(seen, school, "boys")).toBe("secondary");
    expect(reason(seen, school, "all")).toBe("shown");
  });

  it("takes the larger of the authority's threshold and the dataset's", () => {
    const ten = tableFrom(many(10, { region: 0, sex: "girls", term: "autumn" }, 4));
    expect(reason(suppress(ten, { ...levelThree, threshold: 11 }), school, "all")).toBe("small");
    expect(reason(suppress(ten, { ...levelThree, threshold: 1 }), school, "all")).toBe("shown");
  });

  it("tells how many were exempted only when they are none or many", () => {
    const base = tableFrom(many(30, { region: 0, sex: "girls", term: "autumn" }, 20));
    const aside = (n: number, reader: Reader) => {
      const f = found(
        suppress(
          base.map((x) => ("value" in x ? { ...x, aside: n } : x)),
          reader,
        ),
        school,
        "all",
      );
      return f && "value" in f ? f.aside : undefined;
    };
    expect([aside(0, levelThree), aside(3, levelThree), aside(8, levelThree), aside(3, head)]).toEqual([
      0,
      undefined,
      8,
      3,
    ]);
  });

  it("withholds a mean whose least is not nought where a group stands at it: all of them have 17 points", () => {
    const points = (group: string, value: number, cohort: number): Figure => ({
      ...{ measure: "eyfsp13.mean-points", place: school, year: 2019, group, unit: "mean" },
      ...{ value, cohort },
    });
    const shown = suppress([points("all", 26, 40), points("girls", 17, 20), points("boys", 35, 20)], levelThree);
    expect(shown.map((f) => ("withheld" in f ? f.withheld : "shown"))).toEqual(["shown", "small", "secondary"]);
  });

  it("withholds a mean where a goal that it is the sum of is reached by all of a group", () => {
    const cells = ["all", "girls", "boys"].flatMap((group): Figure[] => {
      const cohort = group === "all" ? 40 : 20;
      const base = { place: school, year: 2026, group };
      const met = group === "girls" ? 20 : cohort - 5;
      return [
        { ...base, measure: "eyfsp.goal.e06", unit: "percent", value: (100 * met) / cohort, cohort, met },
        { ...base, measure: "eyfsp.mean-goals", unit: "mean", value: 14.2, cohort },
      ];
    });
    const means = suppress(cells, levelThree).filter((f) => f.measure === "eyfsp.mean-goals");
    expect(means.map((f) => ("withheld" in f ? f.withheld : "shown"))).toEqual(["shown", "secondary", "secondary"]);
  });

  it("shows marks in bands only of a cohort of twice the threshold, and single marks to nobody without child-level rights", () => {
    const spread = (cohort: number, group: string): Figure => ({
      measure: "phonics.marks",
      place: school,
      year: 2026,
      group,
      unit: "percent",
      value: 50,
      cohort,
      met: cohort / 2,
    });
    const of = (cohort: number) =>
      suppress(
        ["all", "marks-32-36", "marks-37-40", "mark-35"].map((g) => spread(cohort, g)),
        levelThree,
      ).map((f) => ("withheld" in f ? f.withheld : "shown"));
    expect(of(12)).toEqual(["shown", "shown", "shown", "small"]);
    expect(of(10)).toEqual(["shown", "small", "small", "small"]);
  });
});
