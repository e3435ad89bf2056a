import { Invalid } from "@/lib/errors";
import { readCtf } from "./ctf";
import type { CtfHeader, CtfPupil, CtfResult } from "./types";

/** Transfer files for the tests beside this file. */
const escapeXml = (text: string) => text.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`);

const element = (name: string, value: string | null | undefined) =>
  value === null || value === undefined ? "" : `<${name}>${escapeXml(value)}</${name}>`;

const resultXml = (result: CtfResult) => `<KeyStage>${element("Stage", result.stage)}<StageAssessment>
${element("Year", result.year)}${element("Subject", result.subject)}${element("Method", result.method)}
${element("Component", result.component)}${element("ResultStatus", result.status)}
${element("ResultQualifier", result.qualifier)}${element("Result", result.result)}</StageAssessment></KeyStage>`;

export const pupilXml = (pupil: Partial<CtfPupil>) => `<Pupil>
${element("UPN", pupil.upn)}${element("Surname", pupil.surname)}${element("Forename", pupil.forename)}
${element("DOB", pupil.born)}${element("Sex", pupil.sex)}
<BasicDetails>${element("NCyearActual", pupil.yearGroup)}</BasicDetails>
<Address>${element("PostCode", pupil.postcode)}</Address>
<StageAssessments>${(pupil.results ?? []).map(resultXml).join("")}</StageAssessments></Pupil>`;

export const PUPIL_XML =
  "<Pupil><UPN>A1</UPN><Surname>Oak</Surname><StageAssessments><KeyStage><Stage>KS1</Stage><StageAssessment>" +
  "<Year>2025</Year><Result>32</Result></StageAssessment></KeyStage></StageAssessments></Pupil>";

export const ctfOf = (pupils: string, declaration = "") => `${declaration}<CTfile>
<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>24.0</CTFversion>
<SourceSchool><LEA>999</LEA><Estab>2001</Estab><AcademicYear>2024</AcademicYear></SourceSchool></Header>
<CTFpupilData>${pupils}</CTFpupilData></CTfile>`;

/** The bytes of a text (as UTF-8) or the bytes given, in pieces of `size`. */
export async function* bytesOf(content: string | Uint8Array, size = 1 << 20): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readAll(source: AsyncIterable<Uint8Array>) {
  const pupils: CtfPupil[] = [];
  const headers: CtfHeader[] = [];
  await readCtf(source, {
    header: (header) => void headers.push(header),
    pupil: (pupil) => void pupils.push(pupil),
  });
  return { header: headers[0], pupils };
}

/** The words a file is refused with. */
export async function refusal(source: AsyncIterable<Uint8Array>): Promise<string> {
  const error = await readAll(source).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Invalid) return error.message;
  throw error ?? new Error("the file was taken");
}
