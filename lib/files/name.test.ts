import { describe, expect, it } from "vitest";
import { nameClaim, shownName } from "./name";

describe("what a file name claims", () => {
  it.each([
    ["9992001_CTF_9993001_001.xml", "CTF", "999", "2001"],
    ["9992001_ctf_999llll_001.XML", "CTF", "999", "2001"],
    ["9992001_FSP_999LLLL_002 (1).xml", "FSP", "999", "2001"],
    ["9992001_PHO_999LLLL_001 - Copy.xml", "PHO", "999", "2001"],
    ["9992001_KS1_999LLLL_001.xml", "KS1", "999", "2001"],
    ["9992000_KS2_9992000_001.xml", "KS2", "999", "2000"],
    ["9992001_FTF_999DfE_001.xml", "FTF", "999", "2001"],
    ["9992001_CTF_XXXXXXX_001.xml", "CTF", "999", "2001"],
    ["9992001_CTF_MMMMMMM_001.xml", "CTF", "999", "2001"],
    ["820LLLL_CTF_8201234_001.xml", "CTF", "820", null],
    ["999900001_FSP_999LLLL_001.xml", "FSP", "999", null],
    ["summer/9992001_PHO_999LLLL_001.xml", "PHO", "999", "2001"],
    ["C:\\ctfout\\9992001_PHO_999LLLL_001.xml", "PHO", "999", "2001"],
    ["EYFSP_2001_25.csv", "FSP", null, "2001"],
    ["PHONICS_2001_25 (2).csv", "PHO", null, "2001"],
    ["KS1_900001_22.csv", "KS1", null, null],
    ["results.xml", null, null, null],
    ["9992001_CTF_999LLLL_001.zip", null, null, null],
    ["9992001_CTF_999LLLL_0012.xml", null, null, null],
    ["", null, null, null],
  ])("%s", (name, kind, la, estab) => {
    expect(nameClaim(name)).toMatchObject({ kind, la, estab });
  });
  it("a spreadsheet's name says the year that it ends in, a transfer file's none", () => {
    expect(nameClaim("EYFSP_2001_25.xlsx")).toEqual({ kind: "FSP", la: null, estab: "2001", year: 2025 });
    expect(nameClaim("9992001_FSP_999LLLL_025.xml").year).toBeNull();
  });
});

it("a shown name is one line, reads in one direction and is not endless", () => {
  expect(shownName("a\u202Elmx.exe\n\u0000\u200B.xml")).toBe("a\uFFFDlmx.exe\uFFFD\uFFFD\uFFFD.xml");
  expect(shownName("Zoë’s ŵork.xml")).toBe("Zoë’s ŵork.xml");
  expect(shownName("x".repeat(300))).toHaveLength(200);
});
