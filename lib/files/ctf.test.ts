import { createReadStream, existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Invalid } from "@/lib/errors";
import { readCtf } from "./ctf";
import { bytesOf, ctfOf, PUPIL_XML, pupilXml, readAll, refusal } from "./sample";
import type { CtfPupil } from "./types";

const SYNTHETIC = new URL("../../../shared/data/assessments/synthetic/", import.meta.url).pathname;

describe("the synthetic files", () => {
  const files = [
    ["9992001_FSP_999LLLL_001.xml", 4, 68],
    ["9992001_FSP_999LLLL_002.xml", 9, 152],
    ["9992001_KS1_999LLLL_001.xml", 3, 12],
    ["9992001_PHO_999LLLL_001.xml", 5, 5],
  ] as const;
  it.skipIf(!existsSync(SYNTHETIC)).each(files)("%s gives all its pupils and results", async (file, count, results) => {
    const { header, pupils } = await readAll(createReadStream(SYNTHETIC + file));
    expect(header).toMatchObject({ sourceLa: "999", sourceEstab: "2001", destEstab: "LLLL", qualifier: "partial" });
    expect(pupils).toHaveLength(count);
    expect(pupils.flatMap((pupil) => pupil.results)).toHaveLength(results);
  });

  it.skipIf(!existsSync(SYNTHETIC))("a first pupil is read field by field", async () => {
    const { pupils } = await readAll(createReadStream(`${SYNTHETIC}9992001_FSP_999LLLL_001.xml`));
    const { results, ...pupil } = pupils[0] as CtfPupil;
    expect(pupil).toEqual({
      line: 23,
      upn: "K999200124001",
      surname: "ALDER",
      forename: "ROWAN",
      born: "2020-01-14",
      sex: "F",
      yearGroup: "R",
      postcode: "ZZ99 9ZZ",
    });
    expect(results[0]).toEqual({
      stage: "EYF",
      year: "2025",
      subject: "COM",
      method: "FA",
      component: "E01",
      status: "R",
      qualifier: "FD",
      result: "2",
    });
  });
});

describe("what counts as the pupil's own", () => {
  const onePupil = async (inner: string) => (await readAll(bytesOf(ctfOf(`<Pupil>${inner}</Pupil>`)))).pupils[0];

  it("names of contacts and places of earlier schools leave the pupil as it is", async () => {
    const pupil = await onePupil(
      `<Contacts><Contact><Surname>Elm</Surname><Forename>Ash</Forename><Gender>M</Gender>
        <Address><PostCode>AA1 1AA</PostCode></Address></Contact></Contacts>
      <Surname>Oak</Surname><Forename>Fern</Forename><Sex>F</Sex><Address><PostCode>ZZ99 9ZZ</PostCode></Address>
      <SchoolHistory><School><LEA>201</LEA><UPN>X</UPN></School></SchoolHistory>
      <BasicDetails><FormerSurname>Yew</FormerSurname><Surname>Yew</Surname></BasicDetails>`,
    );
    expect(pupil).toMatchObject({ surname: "Oak", forename: "Fern", sex: "F", postcode: "ZZ99 9ZZ", upn: null });
  });

  it("Sex goes before Gender in either order, and Gender stands in for it", async () => {
    expect(await onePupil("<Gender>M</Gender><Sex>F</Sex>")).toMatchObject({ sex: "F" });
    expect(await onePupil("<Sex>F</Sex><Gender>M</Gender>")).toMatchObject({ sex: "F" });
    expect(await onePupil("<Gender>M</Gender>")).toMatchObject({ sex: "M" });
  });

  it("an empty element counts as missing, and text is trimmed", async () => {
    const pupil = await onePupil("<UPN/><Surname> \n </Surname><Forename>\n  Mary Ann\t</Forename>");
    expect(pupil).toMatchObject({ upn: null, surname: null, forename: "Mary Ann" });
  });

  it("text in several pieces, entities and CDATA make one value", async () => {
    const pupil = await onePupil("<Surname>D&apos;<![CDATA[Elm & ]]>O<!-- x -->ak&#x142;</Surname>");
    expect(pupil?.surname).toBe("D'Elm & Oakł");
  });

  it("any order of children gives the same results, each with its own stage", async () => {
    const pupil = await onePupil(
      `<StageAssessments><KeyStage>
         <StageAssessment><Result>2</Result><Component>E01</Component><Year>2025</Year></StageAssessment>
         <Stage>EYF</Stage></KeyStage>
       <KeyStage><Stage>KS1</Stage><StageAssessment><Subject>PHO</Subject><Result>0</Result></StageAssessment></KeyStage>
       </StageAssessments><UPN>A1</UPN>`,
    );
    expect(pupil?.upn).toBe("A1");
    expect(pupil?.results.map(({ stage, component, result }) => [stage, component, result])).toEqual([
      ["EYF", "E01", "2"],
      ["KS1", null, "0"],
    ]);
  });

  it("elements named like JavaScript's own properties are passed over", async () => {
    const pupil = await onePupil(
      "<__proto__><UPN>bad</UPN></__proto__><constructor>x</constructor><toString/><UPN>A1</UPN>",
    );
    expect(pupil).toMatchObject({ upn: "A1", surname: null });
    expect(({} as { upn?: string }).upn).toBeUndefined();
  });

  it("the same field twice with two values is refused without quoting them", async () => {
    const message = await refusal(bytesOf(ctfOf("<Pupil>\n<Surname>Oak</Surname>\n<Surname>Elm</Surname></Pupil>")));
    expect(message).toMatch(/^Line \d+: Surname is given twice/);
    expect(message).not.toMatch(/Oak|Elm/);
  });
});

describe("the file as a whole", () => {
  it("a namespace, with prefix or without, makes no difference", async () => {
    const plain = ctfOf(PUPIL_XML);
    const prefixed = plain
      .replaceAll(/<(\/?)(\w)/g, "<$1c:$2")
      .replace("<c:CTfile", '<c:CTfile xmlns:c="http://www.dcsf.gov.uk/schemas/cbds"');
    const declared = plain.replace("<CTfile", '<CTfile xmlns="http://www.dcsf.gov.uk/schemas/cbds"');
    const expected = await readAll(bytesOf(plain));
    expect(expected.pupils[0]?.results).toHaveLength(1);
    expect(await readAll(bytesOf(prefixed))).toEqual(expected);
    expect(await readAll(bytesOf(declared))).toEqual(expected);
  });

  it.each([
    ["<ATfile><Header/></ATfile>", "admissions file"],
    ["<html><body/></html>", "its main element is html"],
    [ctfOf(PUPIL_XML).replace(/<Header>.*<\/Header>/s, ""), "a pupil comes before the Header"],
    [ctfOf(PUPIL_XML).replace("</Header>", "</Header><Header></Header>"), "second Header"],
    ["<CTfile><CTFpupilData/></CTfile>", "no Header"],
  ])("refused in words: %#", async (xml, words) => {
    expect(await refusal(bytesOf(xml))).toContain(words);
  });

  it("a slow handler holds the reading back", async () => {
    let drawn = 0;
    let busy = 0;
    async function* source() {
      yield Buffer.from(ctfOf("").replace("</CTFpupilData></CTfile>", ""));
      for (; drawn < 20; drawn++) yield Buffer.from(pupilXml({ upn: String(drawn) }).padEnd(2000));
      yield Buffer.from("</CTFpupilData></CTfile>");
    }
    const { pupils } = await readCtf(source(), {
      header: () => {},
      async pupil() {
        expect(++busy).toBe(1);
        const before = drawn;
        await new Promise((done) => setTimeout(done, 1));
        expect(drawn).toBe(before);
        busy--;
      },
    });
    expect(pupils).toBe(20);
  });

  it("a source is ended when the file is refused and when a handler fails", async () => {
    const stream = createReadStream(new URL(import.meta.url).pathname);
    await expect(readAll(stream)).rejects.toThrow(Invalid);
    expect(stream.destroyed).toBe(true);
    let ended = false;
    async function* source() {
      try {
        yield Buffer.from(ctfOf(PUPIL_XML));
        for (;;) yield Buffer.alloc(1024, " ");
      } finally {
        ended = true;
      }
    }
    const pupil = () => Promise.reject(new Error("the database went away"));
    await expect(readCtf(source(), { header: () => {}, pupil })).rejects.toThrow("the database went away");
    expect(ended).toBe(true);
  });
});

describe("property", () => {
  const word = fc
    .string({ unit: "binary", minLength: 1, maxLength: 40 })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: characters that no XML file can hold
    .map((s) => s.replace(/[\x00-\x1f\ufffe\uffff]/g, "").trim())
    .filter((s) => s !== "");
  const field = fc.option(word);
  const result = fc.record({
    stage: word,
    year: field,
    subject: field,
    method: field,
    component: field,
    status: field,
    qualifier: field,
    result: field,
  });
  const pupil = fc.record({
    upn: field,
    surname: field,
    forename: field,
    born: field,
    sex: field,
    yearGroup: field,
    postcode: field,
    results: fc.array(result, { maxLength: 5 }),
  });

  it("any pupils written to a file and read in pieces of any size come back the same", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pupil, { maxLength: 4 }), fc.integer({ min: 1, max: 3000 }), async (written, size) => {
        const { pupils } = await readAll(bytesOf(ctfOf(written.map(pupilXml).join("\n")), size));
        expect(pupils.map(({ line, ...rest }) => rest)).toEqual(written);
      }),
      { numRuns: 200 },
    );
  });
});
