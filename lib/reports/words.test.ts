import { describe, expect, it } from "vitest";
import { profile2022 } from "@/lib/measures/eyfsp";
import { type Figure, figureText, type Reason } from "@/lib/measures/figure";
import { against, bornText, gapSentence, isShown, leadSentence, rangeSentence, trendSentence } from "./words";

const { gld, meanGoals } = profile2022;
const place = { kind: "school", key: "1", label: "School" } as const;
const base = { measure: "eyfsp.gld", place, group: "all", unit: "percent" } as const;
const held = (year: number, value: number, cohort = 60): Figure => ({
  ...base,
  year,
  value,
  cohort,
  met: Math.round((value * cohort) / 100),
});
const gone = (year: number, withheld: Reason): Figure => ({ ...base, year, withheld });
const mean = (value: number): Figure => ({
  ...base,
  measure: meanGoals.id,
  unit: "mean",
  year: 2026,
  value,
  cohort: 60,
});

const sentence = (own: Figure, la: Figure, england?: Figure) =>
  leadSentence({ measure: gld, children: "children", own, la, laName: "Demoshire", england });

describe("the figures in words", () => {
  it("rounds half up, percent to whole numbers and means to one decimal", () => {
    const texts = [held(2026, 66.5), held(2026, 66.4999), mean(14.05), mean(14)].map(figureText);
    expect(texts).toEqual(["67", "66", "14.1", "14.0"]);
  });

  it("says the main finding against the authority and England, and the year of a comparator that is older", () => {
    expect(sentence(held(2026, 72), held(2026, 69), held(2025, 70))).toBe(
      "In 2026, 72% of children (43 of 60) reached a good level of development: 3 points above Demoshire and 2 points above England's figure of 2025.",
    );
  });

  it("compares with no figure for England that is older than the year before, and says which is the newest", () => {
    expect(sentence(held(2026, 72), held(2026, 69), held(2023, 71))).toBe(
      "In 2026, 72% of children (43 of 60) reached a good level of development: 3 points above Demoshire. The newest figure held for England is of 2023.",
    );
  });

  it("says what is not held instead of leaving it out", () => {
    const text = sentence(held(2026, 72), gone(2026, "secondary"));
    expect(text).toContain("The figure for Demoshire is withheld");
    expect(text).toContain("no figure for England is held");
    expect(sentence(gone(2026, "small"), held(2026, 69))).toContain("is withheld, so that no pupil");
  });

  it("compares nothing of fewer than six children", () => {
    expect(sentence(held(2026, 80, 5), held(2026, 69), held(2026, 68))).toBe(
      "In 2026, 80% of children (4 of 5) reached a good level of development. So few children carry no comparison.",
    );
    expect(trendSentence([held(2025, 40, 30), held(2026, 80, 5)], "children")).toBe(
      "80% in 2026: too few children to compare years",
    );
  });

  it.each([
    [70.4, 71.3, "71% in 2026: about the same as in 2025"],
    [70.4, 71.6, "72% in 2026: 2 points up on 2025"],
    [71.4, 70.4, "70% in 2026: 1 point down on 2025"],
  ])("speaks of a change only from one point on: %s to %s", (before, now, words) => {
    expect(trendSentence([held(2025, before), held(2026, now)], "children")).toBe(words);
  });

  it("compares with the year before that is shown, and says when the newest is withheld", () => {
    expect(trendSentence([held(2023, 60), gone(2025, "small"), held(2026, 70)], "children")).toContain(
      "10 points up on 2023",
    );
    expect(trendSentence([held(2025, 60), gone(2026, "not-held")], "children")).toBe("The figure for 2026 is not held");
  });

  it("agrees with the printed numbers", () => {
    const [a, b] = [held(2026, 70.5), held(2026, 68.4)];
    if (!isShown(a) || !isShown(b)) throw new Error("both have values");
    expect(against(a, b, "England")).toBe("3 points above England");
  });

  it("names the higher group, and neither when one is withheld", () => {
    const group = (label: string, figure: Figure) => ({ label, figure });
    expect(gapSentence(group("Girls", held(2026, 78)), group("boys", held(2026, 66)))).toBe(
      "Girls are 12 points above boys",
    );
    expect(gapSentence(group("Girls", held(2026, 66)), group("boys", held(2026, 66.4)))).toBe(
      "Girls and boys are level at 66%",
    );
    expect(gapSentence(group("Girls", gone(2026, "small")), group("boys", held(2026, 66)))).toContain("is withheld");
  });

  it("finds highest and lowest only where every figure is shown", () => {
    const goal = (label: string, figure: Figure) => ({ label, figure });
    expect(rangeSentence([goal("Writing", held(2026, 60)), goal("Speaking", held(2026, 90))])).toBe(
      "Highest in speaking (90%), lowest in writing (60%)",
    );
    expect(rangeSentence([goal("Writing", gone(2026, "small")), goal("Speaking", held(2026, 90))])).toContain(
      "is withheld",
    );
  });

  it("writes dates of birth as schools read them and leaves what is no date as it came", () => {
    expect([bornText("2020-09-01"), bornText("1.9.20"), bornText(null)]).toEqual(["01/09/2020", "1.9.20", ""]);
  });
});
