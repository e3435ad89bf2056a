import { describe, expect, it } from "vitest";
import { keptCell, shownCell, soughtCell } from "./days";

const born = { day: true } as const;

describe("days in the grid", () => {
  it("are shown and taken as people here write them, and kept as files give them", () => {
    expect(shownCell(born, "2019-09-29")).toBe("29/09/2019");
    expect(keptCell(born, " 29/9/2019")).toBe("2019-09-29");
    expect(keptCell(born, "2019-09-29")).toBe("2019-09-29");
  });

  it("are neither mended nor lost where they are no day: the checks speak of what was typed", () => {
    expect(keptCell(born, "31/02/2020")).toBe("2020-02-31");
    expect(shownCell(born, keptCell(born, "31/02/2020"))).toBe("31/02/2020");
    expect(shownCell(born, "29 Sept 2019")).toBe("29 Sept 2019");
    expect(keptCell(born, "29/09/19")).toBe("29/09/19");
    expect(shownCell(born, null)).toBeNull();
  });

  it("are found by any part of them", () => {
    expect(soughtCell(born, "29/09/2019")).toBe("2019-09-29");
    expect(soughtCell(born, "09/2019")).toBe("2019-09");
    expect(soughtCell(born, "29/09/")).toBe("09-29");
    expect(soughtCell(born, "2019")).toBe("2019");
  });

  it("change nothing in other columns", () => {
    expect(shownCell({}, "2019-09-29")).toBe("2019-09-29");
    expect(keptCell({}, "29/9/2019")).toBe("29/9/2019");
    expect(soughtCell({}, "a/b")).toBe("a/b");
  });
});
