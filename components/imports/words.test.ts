import { describe, expect, it } from "vitest";
import type { ImportRow, ImportSchool } from "@/lib/imports/list";
import { checksOf, farOff, importedOf, worstOf } from "./words";

const school: ImportSchool = {
  id: "s",
  fileName: "9992001_PHO_999LLLL_001.xml",
  dataset: "phonics",
  year: 2026,
  urn: "900001",
  schoolName: "Alder Primary School",
  state: "done",
  words: null,
  boys: 15,
  girls: 14,
  lastYear: null,
  added: 29,
  changed: 0,
  gone: 0,
  errors: 0,
  queries: 0,
  replacedBy: null,
};
const row = (state: ImportRow["state"], ...schools: Partial<ImportSchool>[]): ImportRow => ({
  id: "i",
  fileName: "2026 phonics.zip",
  bytes: 1,
  state,
  words: null,
  progress: 100,
  question: null,
  sentBy: "Tomasz",
  createdAt: "",
  finishedAt: "",
  schools: schools.map((s) => ({ ...school, ...s })),
});

describe("the two columns of an import", () => {
  it("keep going in and passing the checks apart", () => {
    const faulty = { ...school, errors: 3, queries: 1 };
    expect(importedOf(faulty)).toEqual({ mark: "arrow", words: "Imported" });
    expect(checksOf(faulty)).toEqual({ mark: "bell", words: "3 errors, 1 query" });
    expect(checksOf(school)).toEqual({ mark: "arrow", words: "Passed" });
  });

  it("say nothing of checks where the data are not held, and what replaced them", () => {
    const replaced = { ...school, replacedBy: "later", errors: 2 };
    expect(checksOf(replaced)).toBeNull();
    expect(importedOf(replaced, "again.zip").words).toBe("Replaced by “again.zip”");
    expect(checksOf({ ...school, state: "rejected" })).toBeNull();
  });
});

describe("an upload's own row", () => {
  it("shows the worst of its schools", () => {
    const worst = worstOf(row("done", {}, { errors: 2 }, { queries: 1 }, { state: "rejected" }));
    expect(worst.imported).toEqual({ mark: "bell", words: "1 of 4 refused" });
    expect(worst.checks).toEqual({ mark: "bell", words: "2 errors, 1 query" });
  });

  it("is green in both only when everything is in and nothing is open", () => {
    expect(worstOf(row("done", {}, {}))).toEqual({
      imported: { mark: "arrow", words: "Imported" },
      checks: { mark: "arrow", words: "Passed" },
    });
  });

  it("counts no faults of data that a later import replaced", () => {
    expect(worstOf(row("done", { replacedBy: "x", errors: 9 }))).toEqual({
      imported: { mark: "clock", words: "Replaced by later imports" },
      checks: null,
    });
  });

  it("says how many of its schools a later import replaced", () => {
    expect(worstOf(row("done", {}, { replacedBy: "x" })).imported.words).toBe("Imported, 1 replaced since");
  });

  it("says when nothing of it was taken", () => {
    expect(worstOf(row("rejected", { state: "rejected" }))).toEqual({
      imported: { mark: "bell", words: "Refused" },
      checks: null,
    });
  });
});

describe("a count far off last year's", () => {
  it.each([
    [30, 30, false],
    [30, 24, false],
    [31, 24, true],
    [6, 2, false],
    [7, 2, true],
    [0, 12, true],
  ])("%i after %i: %s", (now, before, far) => expect(farOff(now, before)).toBe(far));
});
