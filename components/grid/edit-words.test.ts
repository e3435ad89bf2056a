import { describe, expect, it } from "vitest";
import { blockWords, editOf, refusalWords, savedWords } from "./edit-words";
import type { GridColumn, RecordRow } from "./types";

const mark: GridColumn = { key: "mark", label: "Mark", width: 72 };
const born: GridColumn = { key: "born", label: "Date of birth", width: 100, day: true };
const row: RecordRow = {
  id: "r1",
  urn: "900001",
  school: "Alder Primary School",
  cells: { forename: "Ada", surname: "Stansfield", mark: "33", born: "2019-09-29" },
  issues: [],
};
const asked = (to: string | null, n = 1) => ({ id: `r${n}`, column: "mark", from: "33", to, who: `Pupil ${n}` });

describe("a change", () => {
  it("is none where the text says what stands there, however a day is written", () => {
    expect(editOf({ row, column: mark }, " 33 ")).toBeNull();
    expect(editOf({ row, column: born }, "29/9/2019")).toBeNull();
    expect(editOf({ row, column: mark }, "")).toEqual({ ...asked(null), who: "Ada Stansfield" });
  });
});

describe("what became of changes", () => {
  const fate = { done: [asked("1")], refused: [], rows: [row] };

  it("is told with what is still open in the record", () => {
    expect(savedWords(fate)).toBe("Saved; nothing is open in this record.");
    const issue = { checkId: "P01", severity: "error" as const, columns: ["mark"], words: "", marked: null };
    expect(savedWords({ ...fate, rows: [{ ...row, issues: [issue] }] })).toBe("Saved; 1 still open in this record.");
  });

  it("accounts for every cell of a block", () => {
    const refused = [{ edit: asked("2", 2), error: "No." }];
    expect(blockWords({ what: "Pasted", cells: 9, fixed: 2, cut: 4, absent: 0 }, { ...fate, refused })).toBe(
      "Pasted: 1 cell changed, 5 as they were, 1 refused, 2 in a column that cannot be changed, 4 beyond the edge of the grid. Control and Z takes it back.",
    );
    expect(blockWords({ what: "Cleared", cells: 3, fixed: 0, cut: 0, absent: 0 }, { ...fate, done: [] })).toBe(
      "Cleared: 0 cells changed, 3 as they were.",
    );
  });

  it("names the pupil of a refused cell and what was entered, and counts the rest", () => {
    const refused = Array.from({ length: 7 }, (_, n) => ({ edit: asked("41", n), error: "It was changed." }));
    const words = refusalWords(refused, [mark]);
    expect(words).toContain("Mark of Pupil 0: It was changed. You entered “41”.");
    expect(words).toMatch(/And 2 other cells\.$/);
  });
});
