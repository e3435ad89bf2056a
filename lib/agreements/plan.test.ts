import { describe, expect, it } from "vitest";
import { after, changesNothing, type Period, planEnd, planSet, type Span } from "./plan";

const period = (id: string, from: string, until: string): Period => ({ id, from, until });
const spans = (...all: [string, string][]): Span[] => all.map(([from, until]) => ({ from, until }));
const year = { from: "2026-04-01", until: "2027-03-31" };
const after2 = (periods: Period[], plan: ReturnType<typeof planSet>) => after(periods, plan);

describe("a new agreement", () => {
  it.each<[string, Period[], Span[]]>([
    ["stands alone where there was none", [], [year]],
    [
      "leaves what is over or yet to come",
      [period("a", "2025-04-01", "2026-03-31"), period("b", "2027-04-01", "2028-03-31")],
      spans(["2025-04-01", "2026-03-31"], ["2026-04-01", "2027-03-31"], ["2027-04-01", "2028-03-31"]),
    ],
    [
      "cuts what began before it to the day before",
      [period("a", "2025-09-01", "2026-08-31")],
      spans(["2025-09-01", "2026-03-31"], ["2026-04-01", "2027-03-31"]),
    ],
    ["takes the place of what begins within it", [period("a", "2026-09-01", "2027-08-31")], [year]],
    [
      "is one day beside another's last",
      [period("a", "2026-01-01", "2026-04-01")],
      spans(["2026-01-01", "2026-03-31"], ["2026-04-01", "2027-03-31"]),
    ],
  ])("%s", (_, periods, expected) => expect(after2(periods, planSet(periods, year))).toEqual(expected));

  it("that is there already changes nothing", () =>
    expect(changesNothing(planSet([period("a", year.from, year.until)], year))).toBe(true));

  it("never leaves two on the same day, whatever was there, 2,000 times over", () => {
    const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
    const random = (below: number) => Math.floor(Math.random() * below);
    for (let round = 0; round < 2000; round++) {
      let periods: Period[] = [];
      for (let n = 0; n < 6; n++) {
        const from = random(60);
        const plan =
          random(4) === 0
            ? planEnd(periods, day(from))
            : planSet(periods, { from: day(from), until: day(from + random(30)) });
        periods = after(periods, plan).map((span, i) => ({ id: `${n}.${i}`, ...span }));
        for (const [i, p] of periods.entries()) {
          expect(p.from <= p.until).toBe(true);
          expect(periods.slice(i + 1).every((q) => q.from > p.until)).toBe(true);
        }
      }
    }
  });
});

describe("an end", () => {
  it("cuts what runs then, drops what would begin later, and leaves what is over", () => {
    const periods = [
      period("a", "2024-04-01", "2025-03-31"),
      period("b", "2026-04-01", "2027-03-31"),
      period("c", "2027-04-01", "2028-03-31"),
    ];
    const plan = planEnd(periods, "2026-12-31");
    expect(after(periods, plan)).toEqual(spans(["2024-04-01", "2025-03-31"], ["2026-04-01", "2026-12-31"]));
    expect(changesNothing(planEnd(periods.slice(0, 1), "2026-12-31"))).toBe(true);
  });
});
