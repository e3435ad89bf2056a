import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slipsBetween } from "./near-words";

describe("a slip is a letter wrong, missing, too many, or two neighbours swapped", () => {
  it.each([
    ["bradford", "bradford", 0],
    ["bradfrod", "bradford", 1],
    ["bradfod", "bradford", 1],
    ["braddford", "bradford", 1],
    ["bredford", "bradford", 1],
    ["kieghly", "keighley", 2],
    ["", "leeds", 5],
  ])("%s, %s", (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
  });
});

it("counts the same both ways, and never more than the longer word's letters", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const slips = slipsBetween(a, b);
      expect(slips).toBe(slipsBetween(b, a));
      expect(slips).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(slips === 0).toBe(a === b);
    }),
  );
});
