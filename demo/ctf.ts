import type { Year } from "@/lib/year";
import { demoAuthority } from "./authority";
import { stream } from "./random";
import type { Dataset, PupilRow, ResultRow } from "./rows";
import type { School } from "./schools";

/** How one supplier's program writes the same things. */
interface Supplier {
  id: string;
  /** Element of the pupil's sex; older programs write Gender. */
  sexElement: "Sex" | "Gender";
  upperCase: boolean;
  indented: boolean;
  /** Writes Wa or Wt beside the mark. */
  outcomes: boolean;
}

const suppliers: Supplier[] = [
  { id: "Registrum", sexElement: "Sex", upperCase: false, indented: true, outcomes: false },
  { id: "Brightslate MIS", sexElement: "Sex", upperCase: false, indented: false, outcomes: false },
  { id: "OLDOAK SCHOOL OFFICE", sexElement: "Gender", upperCase: true, indented: true, outcomes: false },
  { id: "Pupilfold Cloud", sexElement: "Sex", upperCase: false, indented: false, outcomes: true },
  { id: "ClassLedger 7", sexElement: "Gender", upperCase: false, indented: true, outcomes: false },
];

/** What a file is about; key stage 1 only to show a file that is not taken. */
type Kind = Dataset | "ks1";
const kinds: Record<Kind, { letters: string; stage: string; title: string }> = {
  eyfsp: { letters: "FSP", stage: "EYF", title: "EYFS profile" },
  phonics: { letters: "PHO", stage: "KS1", title: "Phonics screening check" },
  ks1: { letters: "KS1", stage: "KS1", title: "Key stage 1 teacher assessment" },
};
const threshold = 32;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
const element = (name: string, text: string | null): string =>
  text === null ? "" : `<${name}>${escapeXml(text)}</${name}>`;

export interface CtfFile {
  dataset: Kind;
  year: Year;
  school: School;
  rows: PupilRow[];
}

/** "9992001_FSP_999LLLL_001.xml": from the school to its authority. */
export const ctfName = ({ dataset, school }: Pick<CtfFile, "dataset" | "school">): string =>
  `${demoAuthority.code}${school.estab}_${kinds[dataset].letters}_${demoAuthority.code}LLLL_001.xml`;

function headerOf({ dataset, year, school }: CtfFile, supplier: Supplier): string[] {
  const start = year - 1;
  const day = 10 + (Number(school.urn) % 18);
  const minute = String(Number(school.urn) % 60).padStart(2, "0");
  return [
    "<Header>",
    element("DocumentName", "Common Transfer File"),
    element("CTFversion", `${String(start).slice(2)}.0`),
    element("DateTime", `${year}-06-${day}T15:${minute}:00`),
    element("DocumentQualifier", "partial"),
    element("DataDescriptor", `${kinds[dataset].title} ${year}`),
    element("SupplierID", supplier.id),
    `<SourceSchool>${element("LEA", demoAuthority.code)}${element("Estab", school.estab)}${element("URN", school.urn)}${element("SchoolName", school.name)}${element("AcademicYear", String(start))}</SourceSchool>`,
    `<DestSchool>${element("LEA", demoAuthority.code)}${element("Estab", "LLLL")}</DestSchool>`,
    "</Header>",
  ];
}

/** The rows a supplier writes for a result: the mark, and with some programs what it means. */
function withOutcome(rows: ResultRow[], supplier: Supplier): ResultRow[] {
  const [only, ...more] = rows;
  if (!supplier.outcomes || only?.qualifier !== "NM" || more.length > 0 || Number(only.result) > 40) return rows;
  return [only, { ...only, qualifier: "OT", result: Number(only.result) >= threshold ? "Wa" : "Wt" }];
}

const assessment = (row: ResultRow, year: Year): string =>
  `<StageAssessment><Locale>ENG</Locale><Year>${year}</Year><Subject>${row.subject}</Subject><Method>${row.method}</Method><Component>${row.component}</Component><ResultStatus>R</ResultStatus><ResultQualifier>${row.qualifier}</ResultQualifier><Result>${escapeXml(row.result)}</Result></StageAssessment>`;

function pupilOf(row: PupilRow, { dataset, year }: CtfFile, supplier: Supplier): string[] {
  const name = (text: string | null) => (supplier.upperCase ? (text?.toUpperCase() ?? null) : text);
  const results = withOutcome(row.results, supplier);
  return [
    "<Pupil>",
    element("UPN", row.upn),
    element("Surname", name(row.surname)),
    element("Forename", name(row.forename)),
    element("DOB", row.born),
    element(supplier.sexElement, row.sex),
    row.yearGroup === null ? "" : `<BasicDetails>${element("NCyearActual", row.yearGroup)}</BasicDetails>`,
    row.postcode === null ? "" : `<Address>${element("PostCode", row.postcode)}</Address>`,
    `<StageAssessments><KeyStage><Stage>${kinds[dataset].stage}</Stage>`,
    ...results.map((each) => assessment(each, year)),
    "</KeyStage></StageAssessments>",
    "</Pupil>",
  ];
}

/** One school's partial Common Transfer File, as the program that the school uses would write it (UTF-8). */
export function ctfText(file: CtfFile): string {
  const supplier = suppliers[Math.floor(stream("supplier", file.school.urn)() * suppliers.length)];
  if (!supplier) throw new RangeError("There is no supplier.");
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    "<CTfile>",
    ...headerOf(file, supplier),
    "<CTFpupilData>",
    ...file.rows.flatMap((row) => pupilOf(row, file, supplier)),
    "</CTFpupilData>",
    "</CTfile>",
  ];
  return lines.filter((line) => line !== "").join(supplier.indented ? "\r\n" : "");
}
