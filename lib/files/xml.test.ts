import { describe, expect, it } from "vitest";
import { bytesOf, ctfOf, PUPIL_XML, readAll, refusal } from "./sample";

const DECLARED = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;
const GOOD = ctfOf(PUPIL_XML);

describe("a DOCTYPE is refused before anything in it is read", () => {
  it.each([
    ["plain", `<!DOCTYPE CTfile>${GOOD}`],
    ["unfinished", "<!DOCTYPE"],
    ["external", `<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:9/x.dtd">${GOOD}`],
    ["file entity", `<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>${ctfOf("<Pupil><UPN>&x;</UPN></Pupil>")}`],
    ["parameter entity", `<!DOCTYPE c [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]>${GOOD}`],
    [
      "billion laughs",
      `<!DOCTYPE c [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${ctfOf("<Pupil><UPN>&b;</UPN></Pupil>")}`,
    ],
    ["after the declaration", `${DECLARED("utf-8")}\n<!-- c --><?p?>\n<!DOCTYPE c>${GOOD}`],
    ["inside the root", GOOD.replace("<Header>", "<!DOCTYPE c><Header>")],
  ])("%s", async (_, xml) => {
    expect(await refusal(bytesOf(xml))).toMatch(/^The file has a DOCTYPE at line \d+/);
  });

  it("at its first token, whatever the size of the rest", async () => {
    let drawn = 0;
    async function* source() {
      yield Buffer.from(`<!DOCTYPE c [${" ".repeat(2000)}`);
      for (; drawn < 1000; drawn++) yield Buffer.alloc(65536, 32);
    }
    expect(await refusal(source())).toContain("DOCTYPE");
    expect(drawn).toBe(0);
  });
});

describe("what is out of proportion is refused", () => {
  const upn = (text: string) => ctfOf(`<Pupil><UPN>${text}</UPN></Pupil>`);
  const attributes = Array.from({ length: 101 }, (_, i) => ` a${i}="1"`).join("");
  it.each([
    ["nesting", ctfOf("<a>".repeat(100_000)), "more than 64 deep"],
    ["attributes", ctfOf(`<a${attributes}/>`), "over 100 attributes"],
    ["a text", upn("x".repeat(70_000)), "over 64 kB"],
    ["a text that is passed over", ctfOf(`<a>${"x".repeat(200_000)}</a>`), "over 64 kB"],
    ["a text cut up by comments", upn("x<!---->".repeat(70_000)), "over 64 kB"],
    ["a million character references", upn("&#65;".repeat(1_000_000)), "over 64 kB"],
    ["CDATA", upn(`<![CDATA[${"x".repeat(500_000)}]]>`), "over 64 kB"],
    ["a comment", ctfOf(`<!--${"x".repeat(500_000)}-->`), "over 64 kB"],
    ["an instruction", ctfOf(`<?x ${"x".repeat(500_000)}?>`), "over 64 kB"],
    ["an element name", ctfOf(`<${"x".repeat(500_000)}/>`), "over 64 kB"],
    ["an attribute value", ctfOf(`<a b="${"x".repeat(500_000)}"/>`), "over 64 kB"],
    [
      "results of one pupil",
      ctfOf(`<Pupil><StageAssessments><KeyStage>${"<StageAssessment/>".repeat(5001)}`),
      "5000 results",
    ],
  ])("%s", async (_, xml, words) => {
    expect(await refusal(bytesOf(xml, 65_536))).toContain(words);
  });
});

describe("only well-formed files are read, and what is wrong is told without quoting the file", () => {
  it.each([
    ["", "there is no element in it"],
    ["   \n", "there is no element in it"],
    [GOOD.slice(0, GOOD.indexOf("Oak") + 2), "ends before it is complete"],
    [GOOD.slice(0, -1), "ends before it is complete"],
    [GOOD.replace("</Surname>", "</Forename>"), "closed that is not the one last opened"],
    [GOOD.replace("Oak", "Oak & Elm"), "a plain & must be written &amp;"],
    [GOOD.replace("Oak", "Oak &Elm; "), "a plain & must be written &amp;"],
    [GOOD.replace("Oak", "&#0;"), "not followed by a known character code"],
    [GOOD.replace("Oak", "&#xD800;"), "not followed by a known character code"],
    [GOOD.replace("Oak", "Oak\u0000"), "a character that XML does not allow"],
    [GOOD.replace("Oak", "<Oak Elm/>"), "attribute"],
    [GOOD.replace("<UPN>", '<UPN a="1" a="2">'), "attribute"],
    [`${GOOD}Oak`, "text outside the main element"],
    [`\uFEFF\uFEFF${GOOD}`, "text outside the main element"],
    [`${GOOD}<CTfile/>`, "second main element"],
    [`\n${DECLARED("utf-8")}${GOOD}`, "the XML declaration is wrong"],
  ])("%#", async (xml, words) => {
    const message = await refusal(bytesOf(xml));
    expect(message).toMatch(/^The file is not well-formed at line \d+, column \d+: .*Export it again/);
    expect(message).toContain(words);
    expect(message).not.toMatch(/Oak|Elm/);
  });

  it("a bare & is found where it stands, however far the parser has read on", async () => {
    const xml = ctfOf(`\n<Pupil>\n<UPN>A1</UPN><Surname>Oak & Elm</Surname>${"\n<a>b</a>".repeat(1000)};</Pupil>`);
    expect(await refusal(bytesOf(xml))).toMatch(/at line 6, column 27: an &/);
    expect(await refusal(bytesOf(xml.replace(";", ""), 999))).toMatch(/at line 6, column 27: an &/);
  });

  it("line and column are those of an editor", async () => {
    expect(await refusal(bytesOf("<CTfile>\n  <Header>\n  </Headed>"))).toContain("at line 3, column 11:");
  });

  it("stylesheets, includes and schema locations are never followed", async () => {
    const xml = ctfOf(
      `<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>${PUPIL_XML}`,
      `${DECLARED("utf-8")}<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>`,
    ).replace("<CTfile", '<CTfile xsi:noNamespaceSchemaLocation="http://127.0.0.1:9/x.xsd"');
    expect((await readAll(bytesOf(xml))).pupils).toHaveLength(1);
  });
});

const utf16 = (text: string, order: "le" | "be") => {
  const bytes = Buffer.from(text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

describe("encodings", () => {
  const named = (encoding?: string) =>
    ctfOf("<Pupil><Surname>Zoë Łŵ€’</Surname></Pupil>", encoding && DECLARED(encoding));
  it.each([
    ["UTF-8", Buffer.from(named())],
    ["UTF-8, declared", Buffer.from(named("UTF-8"))],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${named("utf-8")}`)],
    ["UTF-16 LE", utf16(`\uFEFF${named()}`, "le")],
    ["UTF-16 LE, declared", utf16(`\uFEFF${named("utf-16")}`, "le")],
    ["UTF-16 BE, declared", utf16(`\uFEFF${named("UTF-16")}`, "be")],
  ])("%s is read, in pieces of any size", async (_, bytes) => {
    for (const size of [1, 3, 1025, 1 << 20]) {
      expect((await readAll(bytesOf(bytes, size))).pupils[0]?.surname).toBe("Zoë Łŵ€’");
    }
  });

  it.each(["windows-1252", "iso-8859-1", "ISO-8859-1"])("%s is read where it is declared", async (encoding) => {
    const start = Buffer.from(ctfOf("<Pupil><Surname>Zo", DECLARED(encoding)).split("</CTFpupilData>")[0] as string);
    const end = Buffer.from("</Surname></Pupil></CTFpupilData></CTfile>");
    const bytes = Buffer.concat([start, Buffer.from([0xeb, 0x80, 0x92, 0x9e]), end]);
    expect((await readAll(bytesOf(bytes, 7))).pupils[0]?.surname).toBe("Zoë€’ž");
  });

  const withBytes = (declaration: string, ...bytes: number[]) => {
    const [start, end] = ctfOf("<Pupil><UPN>|</UPN></Pupil>", declaration).split("|") as [string, string];
    return Buffer.concat([Buffer.from(start), Buffer.from(bytes), Buffer.from(end)]);
  };
  it.each([
    ["windows-1252 called UTF-8", withBytes(DECLARED("utf-8"), 0x5a, 0x6f, 0xeb), "bytes that are not UTF-8"],
    ["windows-1252 not declared", withBytes("", 0xeb), "bytes that are not UTF-8"],
    ["an overlong form", withBytes("", 0xc0, 0xaf), "bytes that are not UTF-8"],
    ["a surrogate in UTF-8", withBytes("", 0xed, 0xa0, 0x80), "bytes that are not UTF-8"],
    ["a byte windows-1252 does not define", withBytes(DECLARED("windows-1252"), 0x81), "not windows-1252"],
    ["a lone surrogate", utf16(`\uFEFF${ctfOf("<Pupil><UPN>\uD800</UPN></Pupil>")}`, "le"), "not UTF-16LE"],
    ["half a UTF-16 character at the end", utf16(`\uFEFF${GOOD}`, "le").subarray(0, -1), "not UTF-16LE"],
    ["UTF-16 without a mark", utf16(GOOD, "le"), "does not begin with the mark"],
    ["UTF-8 called UTF-16", Buffer.from(DECLARED("utf-16") + GOOD), "declares the encoding utf-16"],
    ["UTF-16 called UTF-8", utf16(`\uFEFF${DECLARED("utf-8")}${GOOD}`, "be"), "declares the encoding utf-8"],
    [
      "marked UTF-8 called windows-1252",
      Buffer.from(`\uFEFF${DECLARED("windows-1252")}${GOOD}`),
      "declares the encoding",
    ],
    ["UTF-7", Buffer.from(DECLARED("utf-7") + GOOD), 'encoded as "utf-7"'],
    ["EBCDIC", Buffer.from([0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40]), "bytes that are not UTF-8"],
  ])("%s is refused", async (_, bytes, words) => {
    expect(await refusal(bytesOf(bytes))).toContain(words);
  });
});
