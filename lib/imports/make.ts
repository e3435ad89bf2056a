import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import type { MadeSchool } from "@/db/make";
import type { Scope } from "@/lib/database";
import { frameworkOf } from "@/lib/datasets/eyfsp/goals";
import { env } from "@/lib/env";
import { storeUpload } from "@/lib/store";
import { makeUpn } from "@/lib/upn";
import { advanceImport } from "./advance";
import { type ImportRow, listImports } from "./list";
import { receiveImport } from "./receive";

/** Files in the real form and the way they go in, for tests. */
export interface Child {
  upn: string | null;
  surname: string | null;
  forename: string | null;
  born: string;
  sex: string;
  /** Phonics: the mark. EYFSP: the same mark in every goal. */
  mark: string;
}

/** A sound child of year 1 (phonics) or reception; `n` tells children apart. Authority 801 gave the UPN. */
export const child = (n: number, over: Partial<Child> = {}): Child => ({
  upn: makeUpn("801", String(2000 + Math.floor(n / 1000)), "24", String(n % 1000).padStart(3, "0")),
  surname: `Hazelwood${letters(n)}`,
  forename: "Rowan",
  born: "2019-03-04",
  sex: n % 2 === 0 ? "F" : "M",
  mark: "33",
  ...over,
});

const letters = (n: number): string => String(n).replace(/\d/g, (d) => "abcdefghij"[Number(d)] ?? "");

const kinds = {
  phonics: { stage: "KS1", yearGroup: "1", rows: (mark: string) => [["PHO", "PHO", mark]] },
  eyfsp: {
    stage: "EYF",
    yearGroup: "R",
    rows: (mark: string, goalsOf: number) => frameworkOf(goalsOf).goals.map((g) => ["LIT", g.code, mark]),
  },
  ks1: { stage: "KS1", yearGroup: "2", rows: () => [["MAT", "MAT", "EXS"]] },
};

export interface CtfOf {
  school: Pick<MadeSchool, "laCode" | "estab" | "urn" | "name">;
  children: Child[];
  kind?: keyof typeof kinds;
  /** Year of the results. */
  year?: number;
  /** EYFSP: the goals of this year's framework, where they are not the year's own. */
  goalsOf?: number;
}

const element = (name: string, text: string | null) =>
  text === null ? "" : `<${name}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${name}>`;

function pupil(c: Child, { kind = "phonics", year = 2025, goalsOf = year }: CtfOf): string {
  const { stage, yearGroup, rows: rowsOf } = kinds[kind];
  const rows = rowsOf(c.mark, goalsOf).map(
    ([subject, component, result]) =>
      `<StageAssessment><Year>${year}</Year><Subject>${subject}</Subject><Method>TA</Method><Component>${component}</Component><ResultStatus>R</ResultStatus><ResultQualifier>NM</ResultQualifier><Result>${result}</Result></StageAssessment>`,
  );
  const who = element("UPN", c.upn) + element("Surname", c.surname) + element("Forename", c.forename);
  return `<Pupil>${who}<DOB>${c.born}</DOB><Sex>${c.sex}</Sex><BasicDetails><NCyearActual>${yearGroup}</NCyearActual></BasicDetails><Address><PostCode>ZZ1 1ZZ</PostCode></Address><StageAssessments><KeyStage><Stage>${stage}</Stage>${rows.join("")}</KeyStage></StageAssessments></Pupil>`;
}

/** One school's Common Transfer File. */
export function ctf(of: CtfOf): string {
  const { school, children, year = 2025 } = of;
  const source =
    element("LEA", school.laCode) +
    element("Estab", school.estab) +
    element("URN", school.urn) +
    element("SchoolName", school.name) +
    element("AcademicYear", String(year - 1));
  return `<?xml version="1.0" encoding="utf-8"?>
<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>24.0</CTFversion><DateTime>${year}-06-24T09:15:00</DateTime><SourceSchool>${source}</SourceSchool></Header><CTFpupilData>
${children.map((c) => pupil(c, of)).join("\n")}
</CTFpupilData></CTfile>`;
}

function local(name: Buffer, content: Buffer): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(0x800, 2);
  head.writeUInt16LE(0x21, 8);
  head.writeUInt32LE(crc32(content), 10);
  head.writeUInt32LE(content.length, 14);
  head.writeUInt32LE(content.length, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

/** A ZIP of these files, not compressed. */
export function zip(files: { name: string; content: string | Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const [name, content] = [Buffer.from(file.name), Buffer.from(file.content)];
    const head = local(name, content);
    const whole = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), head, name, content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, rest, name]));
    parts.push(whole);
    at += whole.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

export interface Sending {
  fileName?: string;
  existing?: "ask" | "replace" | "retain";
  year?: number;
  urn?: string;
}

/** Stores the bytes and enters them into the queue. Returns the import's id; throws what the door throws. */
export async function send(scope: Scope, content: string | Buffer, of: Sending = {}): Promise<string> {
  const file = await storeUpload(scope.laCode, Readable.from([Buffer.from(content)]), env().caps.inBytes);
  const { id } = await receiveImport(scope, { fileName: "file.xml", ...of, ...file });
  return id;
}

/** Does what the worker does with the job of an import, on the sender's behalf. */
export const work = (scope: Scope, id: string): Promise<void> =>
  advanceImport({ laCode: scope.laCode, id, actor: scope.actor });

/** The import as the queue's page shows it. */
export async function shown(scope: Scope, id: string): Promise<ImportRow> {
  const { queue, recent } = await listImports(scope, { ids: [id] });
  const row = [...queue, ...recent][0];
  if (!row) throw new Error("The import is not listed.");
  return row;
}

/** Sends a file, works it off and shows what became of it. */
export async function take(scope: Scope, content: string | Buffer, of: Sending = {}): Promise<ImportRow> {
  const id = await send(scope, content, of);
  await work(scope, id);
  return shown(scope, id);
}
