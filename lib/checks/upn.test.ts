import fc from "fast-check";
import { expect, it } from "vitest";
import { checkLetter, makeUpn } from "@/lib/upn";
import { upnChecks } from "./upn";

const found = (upn: string, laCode = "801") =>
  upnChecks.flatMap((check) => {
    const finding = check.find({ upn }, { laCode, year: 2025 });
    return finding ? [{ id: check.id, words: finding.words }] : [];
  });
const ids = (upn: string, laCode?: string) => found(upn, laCode).map((f) => f.id);

it.each([
  ["B80120000500", "U06", "12 characters"],
  ["B801", "U05", "too few"],
  ["B8012000050011", "U06", "too many"],
  ["b801200005001", "U02", "small letter: B801200005001"],
  ["A801200005001", "U02", "B801200005001"],
  ["B8O1200005001", "U04", "8O1"],
  ["B000200005001", "U04", "000"],
  ["B80120000S001", "U05", 'character 10 is "S"'],
  ["B80120000500!", "U06", '"!"'],
  ["T20110001804v", "U06", "capital V"],
])("%s is found by %s alone and said in words", (upn, id, words) => {
  expect(found(upn)).toEqual([{ id, words: expect.stringContaining(words) }]);
});

it("the test code passes for the test authority alone", () => {
  const upn = makeUpn("999", "2001", "24", "001");
  expect(ids(upn, "999")).toEqual([]);
  expect(ids(upn, "801")).toEqual(["U04"]);
});

it("wrong characters in different places are different facts", () => {
  expect(ids("B000A00005001")).toEqual(["U04", "U05"]);
});

it("a made UPN is sound, and with any other letter only its check letter is wrong", () => {
  const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`));
  fc.assert(
    fc.property(
      digits(4),
      digits(2),
      digits(3),
      fc.constantFrom(..."ABCDEFGHJKLMNPQRTUVWXYZ"),
      (estab, year, serial, letter) => {
        const upn = makeUpn("801", estab, year, serial);
        const other = `${letter}${upn.slice(1)}`;
        expect(ids(upn)).toEqual([]);
        expect(ids(other)).toEqual(letter === checkLetter(upn.slice(1)) ? [] : ["U02"]);
      },
    ),
  );
});
