import { describe, expect, it } from "vitest";
import { findTextOf, normalise, postcodePattern } from "./norm";

describe("names that people write differently are compared as one", () => {
  it.each([
    ["St. Mary's C of E Primary", "st marys ce primary"],
    ["Saint Mary’s Church of England Primary", "st marys ce primary"],
    ["ST MARYS C.E. PRIMARY", "st marys ce primary"],
    ["St Mary`s CofE Primary", "st marys ce primary"],
    ["Boys & Girls", "boys and girls"],
    ["St James's", "st james"],
    ["St James\u2019", "st james"],
    ["Çağdaş-École", "cagdas ecole"],
    ["  ", ""],
  ])("%s", (written, compared) => {
    expect(normalise(written)).toBe(compared);
  });
});

it("a search may spell a name out although it is compared in its short form", () => {
  const text = findTextOf({
    name: "Saint Ann's Church of England School",
    phase: "Primary",
    places: ["Leeds", "Stoke-on-Trent", null],
    postcode: "LS1 1AA",
  });
  for (const word of ["st", "saint", "ce", "church", "leeds", "ls1", "1aa", "primary", "stokeontrent"])
    expect(text).toContain(` ${word}`);
});

describe("the beginning of a postcode means that place alone", () => {
  it.each([
    ["bd1 1aa", "BD11AA"],
    ["BD11AA", "BD11AA"],
    ["BD1", "BD1___"],
    ["BD1 1", "BD11__"],
    ["EC3A 5D", "EC3A5D_"],
    ["Bradford", null],
    ["BD", null],
    ["1", null],
  ])("%s", (typed, pattern) => {
    expect(postcodePattern(typed)).toBe(pattern);
  });
});
