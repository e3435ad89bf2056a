import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import type { Figure } from "@/lib/measures/figure";
import type { BuiltReport, TableBlock } from "./block";
import { reportCsv, reportXlsx } from "./sheet";

const about = { measure: "m", place: { kind: "school", key: "1", label: "S" }, year: 2025, group: "all" } as const;
const shown = (value: number, unit: Figure["unit"]): Figure => ({ ...about, unit, value });

const table: TableBlock = {
  kind: "table",
  caption: "Results",
  columns: [
    { key: "name", label: "Child" },
    { key: "pass", label: "At the standard", unit: "%" },
    { key: "mean", label: "Mean score" },
    { key: "count", label: "Children" },
  ],
  rows: [
    { cells: { name: "Siân, ŵ", pass: shown(71.5, "percent"), mean: shown(100, "mean"), count: 12 } },
    {
      cells: {
        name: 'Say "hi"',
        pass: { ...about, unit: "percent", withheld: "small" },
        mean: shown(-0.25, "mean"),
        count: -3,
      },
    },
  ],
};

const report = (...blocks: BuiltReport["blocks"]): BuiltReport => ({
  id: "r",
  title: "Standard Pack",
  subject: "Ysgol Tŷ Gwyn (820/2001)",
  year: 2025,
  level: "Level 2",
  dataAsAt: "2025-07-14T09:30:00Z",
  blocks,
});

const named = (name: string): BuiltReport => report({ ...table, rows: [{ cells: { name } }] });

describe("a report as XLSX", () => {
  it("opens with a cover, then has a sheet per page, with names that spreadsheets allow", async () => {
    const long = "Reading, writing and maths: all pupils";
    const pages = [table, { kind: "page" as const, title: long }, table, { kind: "page" as const, title: long }, table];
    const { sheets } = await readXlsx(await reportXlsx(report(...pages)));
    expect(sheets.map(({ name }) => name)).toEqual([
      "About",
      "Standard Pack",
      "Reading, writing and maths all",
      "Reading, writing and maths al 2",
    ]);
    expect(sheets[0]?.rows.flat()).toEqual(
      expect.arrayContaining([
        "Standard Pack",
        "Ysgol Tŷ Gwyn (820/2001)",
        "2024/25",
        "Level 2",
        "14 July 2025, 10:30",
      ]),
    );
    expect(sheets[0]?.rows.flat().join()).toContain("c: withheld");
  });

  it("keeps numbers as numbers, rounded and formatted as on screen, and reasons as their mark", async () => {
    const { sheets } = await readXlsx(await reportXlsx(report(table)), { readStyles: true });
    const [, , first, second] = sheets[1]?.rows ?? [];
    expect(first).toEqual(["Siân, ŵ", 72, 100, 12]);
    expect(second).toEqual(['Say "hi"', "c", -0.2, -3]);
    expect(sheets[1]?.cells?.get("2,2")?.style?.numFmt).toBe("0.0");
    expect(sheets[1]?.cells?.get("2,1")?.style?.numFmt).toBe("0");
  });

  it("shows text that looks like a formula as text", async () => {
    const { sheets } = await readXlsx(await reportXlsx(named("=1+1")));
    expect(sheets[1]?.rows[2]?.[0]).toBe("'=1+1");
  });
});

describe("a report as CSV", () => {
  it("has a byte order mark, CRLF line ends, quotes where they are needed, and numbers as on screen", () => {
    const csv = reportCsv(report(table));
    expect(csv.startsWith("\uFEFFStandard Pack\r\nWhose data,Ysgol Tŷ Gwyn (820/2001)\r\n")).toBe(true);
    expect(csv.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(csv).toContain('"Siân, ŵ",72,100.0,12\r\n');
    expect(csv).toContain('"Say ""hi""",c,-0.2,-3\r\n');
    expect(parseCsv(csv.slice(1)).flat()).toContain('Say "hi"');
  });

  it.each(["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠x", "  =1+1"])(
    "puts an apostrophe before %j",
    (name) => {
      const csv = reportCsv(named(name));
      expect(csv).toMatch(/(^|\n)"?'/);
      expect(csv).toContain(`'${name}`);
    },
  );

  it("guards captions and the report's own words too", () => {
    const csv = reportCsv({ ...report({ ...table, caption: "=A1" }), subject: "=B1" });
    expect(csv).toContain("'=A1");
    expect(csv).toContain("Whose data,'=B1");
  });
});
