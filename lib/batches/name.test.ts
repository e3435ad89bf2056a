import { describe, expect, it } from "vitest";
import { distinct, fileTitle } from "./name";

const about = { title: "Standard Pack", year: 2026, level: 1 };

describe("a file's name", () => {
  it("is the school's name, its DfE number, the report and the year", () => {
    expect(fileTitle({ name: "Ash Grove Primary School", dfe: "999/2001", ...about })).toBe(
      "Ash Grove Primary School (999-2001) Standard Pack 2026",
    );
  });

  it("says when no pupil is named, and goes without a number where there is none", () => {
    expect(fileTitle({ name: "Calderwick", ...about, level: 3 })).toBe("Calderwick Standard Pack 2026 no pupils");
  });

  it.each([
    ["../../etc/passwd", "-..-etc-passwd (1-2) Standard Pack 2026"],
    ["St Mary's / St John's", "St Mary's - St John's (1-2) Standard Pack 2026"],
    ['A\r\nB: "x" <y>|?*', "A B x y (1-2) Standard Pack 2026"],
    ["Ysgol Tŷ Gwyn", "Ysgol Tŷ Gwyn (1-2) Standard Pack 2026"],
    ["fdp.\u202Eexe", "fdp. exe (1-2) Standard Pack 2026"],
    ["...", "School (1-2) Standard Pack 2026"],
  ])("names no path and holds no sign that a system refuses: %j", (name, expected) => {
    expect(fileTitle({ name, dfe: "1/2", ...about })).toBe(expected);
  });

  it("is no longer than a file system takes", () => {
    expect(fileTitle({ name: "Long ".repeat(200), dfe: "999/2001", ...about }).length).toBeLessThan(180);
  });

  it("is given once, also where letters differ in size only", () => {
    expect(distinct(["St Paul's", "st paul's", "St Paul's", "St Paul's 2"])).toEqual([
      "St Paul's",
      "st paul's 2",
      "St Paul's 3",
      "St Paul's 2 2",
    ]);
  });
});
