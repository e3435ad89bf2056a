/** What a file turned out to hold. `lib/files` knows the shape of bytes and nothing of education. */

/** One pupil of a Common Transfer File, read by element name; a missing element is `null`, text is trimmed. */
export interface CtfPupil {
  /** Line of the <Pupil> element, for messages. */
  line: number;
  upn: string | null;
  surname: string | null;
  forename: string | null;
  /** As written; not parsed here. */
  born: string | null;
  /** Sex, else Gender (older files). */
  sex: string | null;
  yearGroup: string | null;
  postcode: string | null;
  results: CtfResult[];
}

export interface CtfResult {
  stage: string;
  /** Calendar year that the assessment's academic year ends in, as written. */
  year: string | null;
  subject: string | null;
  method: string | null;
  component: string | null;
  status: string | null;
  qualifier: string | null;
  result: string | null;
}

export interface CtfHeader {
  documentName: string | null;
  version: string | null;
  qualifier: string | null;
  supplier: string | null;
  sourceLa: string | null;
  sourceEstab: string | null;
  sourceUrn: string | null;
  sourceName: string | null;
  /** Start year of the academic year, as written ("2024" for 2024/25). */
  academicYear: string | null;
  destLa: string | null;
  destEstab: string | null;
}

/** What a file name claims; only ever compared with the content. */
export interface NameClaim {
  kind: "CTF" | "FSP" | "PHO" | "KS1" | "KS2" | "KS3" | "FTF" | null;
  la: string | null;
  estab: string | null;
  /** The year (the one it ends in) of a spreadsheet's name. */
  year: number | null;
}
