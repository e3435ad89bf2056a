import { describe, expect, it } from "vitest";
import { nextThing } from "./next-thing";

const season = { dataset: "phonics", year: 2026, expected: 20, in: 20, clean: 20, errors: 0, queries: 0 };

const officer = { la: "999", corrects: true };

describe("the next thing to do in a season", () => {
  it("is to import while nothing is in", () =>
    expect(nextThing(officer, { ...season, in: 0 })).toEqual({
      words: "Import the schools' files",
      href: "/la/999/imports",
    }));

  it("is to correct errors before queries, and both before what is missing", () => {
    expect(nextThing(officer, { ...season, in: 19, errors: 1, queries: 2 })).toEqual({
      words: "Correct 1 error",
      href: "/la/999/data/phonics/2026?show=errors",
    });
    expect(nextThing(officer, { ...season, in: 19, queries: 2 })).toEqual({
      words: "Look at 2 open queries",
      href: "/la/999/data/phonics/2026?show=queries",
    });
    expect(nextThing(officer, { ...season, in: 19 }).words).toBe("Import the files of 1 more school");
  });

  it("does not ask people to correct who only may see", () =>
    expect(nextThing({ ...officer, corrects: false }, { ...season, errors: 2 }).words).toBe("See 2 errors"));

  it("is nothing, without a link, once all are in and clean", () =>
    expect(nextThing(officer, season)).toEqual({ words: "Nothing: all in and clean" }));
});
