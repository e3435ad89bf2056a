import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readLocalities } from "./la";
import { files, type Given, readable, UsageError, year } from "./verb";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "keymark-verbs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const given = (words: string[], values: Given["values"] = {}): Given => ({ words, values, say: () => {} });
const file = (text: string | Uint8Array) => {
  writeFileSync(path.join(folder, "places.csv"), text);
  return path.join(folder, "places.csv");
};

test("a localities file is read with its columns in any order, also as a spreadsheet saves it", async () => {
  const rows = [{ locality: "North", urn: "900001" }];
  expect(await readLocalities(file("\ufeffURN,Name,Locality\r\n900001,A,North\r\n"))).toEqual(rows);
  expect(await readLocalities(file("locality;urn\nNorth;900001\n"))).toEqual(rows);
});

test.each([
  ["", "names no school"],
  ["locality,urn\n", "names no school"],
  ["name,urn\nNorth,900001\n", "line 1"],
  ["locality,urn\nNorth,900001\n,900002\n", "line 3"],
  ["locality,urn\nNorth,9000x1\n", "line 2"],
  ["locality,urn\nNorth,900001,3\n", "line 2"],
  ['locality,urn\nNorth,900001\n"Nor', "line 3"],
  ["PK\u0003\u0004", "ZIP or a workbook"],
])("%j is refused in words before any Locality is touched", async (text, words) => {
  await expect(readLocalities(file(text))).rejects.toThrow(words);
});

test("a file is looked for where the person stands", () => {
  file("x");
  const before = process.env.INIT_CWD;
  process.env.INIT_CWD = folder;
  try {
    expect(readable("places.csv")).toBe(path.join(folder, "places.csv"));
  } finally {
    if (before === undefined) delete process.env.INIT_CWD;
    else process.env.INIT_CWD = before;
  }
});

test("no file is used before all are found to be files", () => {
  expect(() => files(given([]))).toThrow("None is named");
  expect(() => files(given([file("x"), folder]))).toThrow("is a folder");
  expect(() => files(given([file("x"), path.join(folder, "none")]))).toThrow("There is no file");
});

test.each(["1", "99999", "2025/26", "-2024"])("%j is no year", (text) => {
  expect(() => year(given([], { year: text }))).toThrow(UsageError);
});
