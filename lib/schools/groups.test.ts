import { describe, expect, it } from "vitest";
import { faithOf, senOf } from "./groups";

describe("a religious character is in one group, whatever it is mixed with", () => {
  it.each([
    ["Does not apply", "none"],
    ["None", "none"],
    ["Church of England/Roman Catholic", "church-of-england"],
    ["Roman Catholic", "catholic"],
    ["Orthodox Jewish", "jewish"],
    ["Greek Orthodox", "christian"],
    ["Islam", "muslim"],
    ["Multi-faith", "other"],
    ["Not recorded", null],
    ["", null],
    [null, null],
  ])("%s", (character, group) => {
    expect(faithOf(character)).toBe(group);
  });
});

it("needs are read from all thirteen columns, resourced provision and SEN unit from their own", () => {
  const told = {
    "SEN1 (name)": "SLCN - Speech, language and Communication",
    "SEN13 (name)": "ASD - Autistic Spectrum Disorder",
    SEN2: "Not Applicable",
    "TypeOfResourcedProvision (name)": "Resourced provision and SEN unit",
    SENStat: "12",
  };
  expect(senOf(told)).toEqual(["ASD", "SLCN", "RP", "UNIT"]);
  expect(senOf({ "TypeOfResourcedProvision (name)": "SEN unit" })).toEqual(["UNIT"]);
});
