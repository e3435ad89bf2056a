import { Invalid } from "@/lib/errors";
import {
  type Read,
  readDay,
  readEstab,
  readLaCode,
  readNumber,
  readPostcode,
  readTelephone,
  readText,
  readUrn,
  readWebsite,
  readWhole,
} from "./values";

export interface RegisterColumn {
  /** GIAS's header without " (name)", which some layouts have and others lack. */
  header: string;
  /** Other names of the same column. */
  also?: string[];
  column: string;
  read: (cell: string) => Read;
  cast?: "date" | "integer" | "double precision";
  /** A file or a row without it cannot be used. */
  required?: true;
}

const text = (header: string, column: string): RegisterColumn => ({ header, column, read: readText });
const whole = (header: string, column: string): RegisterColumn => ({
  header,
  column,
  read: readWhole,
  cast: "integer",
});
const day = (header: string, column: string): RegisterColumn => ({ header, column, read: readDay, cast: "date" });

/** Columns of an establishment extract that have a column of their own in `ref.schools`; all others go to `extra`. */
export const establishmentColumns: RegisterColumn[] = [
  { header: "URN", column: "urn", read: readUrn, required: true },
  { header: "LA (code)", column: "la_code", read: readLaCode, required: true },
  { ...text("EstablishmentName", "name"), required: true },
  text("LA", "la_name"),
  { header: "EstablishmentNumber", column: "estab", read: readEstab },
  text("TypeOfEstablishment", "type"),
  text("EstablishmentTypeGroup", "type_group"),
  text("EstablishmentStatus", "status"),
  day("OpenDate", "open_date"),
  day("CloseDate", "close_date"),
  text("PhaseOfEducation", "phase"),
  whole("StatutoryLowAge", "low_age"),
  whole("StatutoryHighAge", "high_age"),
  text("Gender", "gender"),
  text("ReligiousCharacter", "religious_character"),
  text("AdmissionsPolicy", "admissions_policy"),
  whole("SchoolCapacity", "capacity"),
  whole("NumberOfPupils", "pupils"),
  whole("NumberOfBoys", "boys"),
  whole("NumberOfGirls", "girls"),
  { header: "PercentageFSM", column: "percent_fsm", read: readNumber, cast: "double precision" },
  text("Street", "street"),
  text("Locality", "locality"),
  text("Address3", "address3"),
  text("Town", "town"),
  text("County", "county"),
  { header: "Postcode", column: "postcode", read: readPostcode },
  { header: "SchoolWebsite", column: "website", read: readWebsite },
  { header: "TelephoneNum", column: "telephone", read: readTelephone },
  text("HeadTitle", "head_title"),
  text("HeadFirstName", "head_first_name"),
  text("HeadLastName", "head_last_name"),
  text("HeadPreferredJobTitle", "head_job_title"),
  text("GOR", "region"),
  text("DistrictAdministrative", "district"),
  text("AdministrativeWard", "ward"),
  whole("Easting", "easting"),
  whole("Northing", "northing"),
  day("LastChangedDate", "last_changed"),
];

/** The columns of the file of links between establishments. */
export const linkColumns: RegisterColumn[] = [
  { header: "URN", column: "urn", read: readUrn, required: true },
  { header: "LinkURN", column: "link_urn", read: readUrn, required: true },
  { ...text("LinkType", "link_type"), required: true },
  text("LinkName", "link_name"),
  day("LinkEstablishedDate", "established"),
];

/** The columns that ONSPD and Code-Point Open have in common, under either's names. */
const postcodeColumns: RegisterColumn[] = [
  { ...text("Postcode", "postcode"), read: readPostcode, also: ["pcds"], required: true },
  { ...whole("Eastings", "easting"), also: ["oseast1m", "east1m"] },
  { ...whole("Northings", "northing"), also: ["osnrth1m", "north1m"] },
  text("doterm", "ended"),
];

const keyOf = (header: string): string =>
  header
    .trim()
    .replace(/ \(name\)$/i, "")
    .toLowerCase();

/** A header matched against the columns we know: where each stands, and what stands elsewhere. */
export interface Layout {
  kind: "establishments" | "links" | "postcodes";
  width: number;
  known: { at: number; column: RegisterColumn }[];
  /** Headers as written, of the columns without one of their own. */
  others: { at: number; header: string }[];
}

const columnsOf: Record<Layout["kind"], RegisterColumn[]> = {
  establishments: establishmentColumns,
  links: linkColumns,
  postcodes: postcodeColumns,
};

function kindOf(keys: string[]): Layout["kind"] {
  if (keys.includes("linkurn")) return "links";
  const placed = keys.some((key) => ["eastings", "oseast1m", "east1m"].includes(key));
  return placed && !keys.includes("urn") ? "postcodes" : "establishments";
}

const placeIn = (keys: string[], { header, also = [] }: RegisterColumn): number =>
  [header, ...also].map((name) => keys.indexOf(keyOf(name))).find((at) => at >= 0) ?? -1;

/** Code-Point Open comes without a header: ten fields, the first a postcode, the third and fourth its place. */
const codePoint = ["Postcode", "Positional_quality_indicator", "Eastings", "Northings", "", "", "", "", "", ""];

/** The layout of a file that has no header, where its first line shows which it is; else null. */
export function layoutWithoutHeader(first: string[]): Layout | null {
  const [postcode = "", , easting = "", northing = ""] = first;
  const isIt = first.length === codePoint.length && /^[A-Z]{1,2}\d[A-Z\d]? *\d[A-Z]{2}$/.test(postcode);
  return isIt && /^\d+$/.test(easting) && /^\d+$/.test(northing) ? layoutOf(codePoint) : null;
}

/** Throws `Invalid`, naming what is missing or doubled, where the header is of no file that is known. */
export function layoutOf(header: string[]): Layout {
  const keys = header.map(keyOf);
  const doubled = header.filter((_, at) => keys[at] !== "" && keys.indexOf(keys[at] ?? "") !== at);
  if (doubled.length > 0) throw new Invalid(`The header names a column twice: ${doubled.join(", ")}.`);
  const kind = kindOf(keys);
  const columns = columnsOf[kind];
  const missing = columns.filter((c) => c.required && placeIn(keys, c) < 0).map((c) => c.header);
  if (missing.length > 0) {
    throw new Invalid(
      `The file is no register of schools: its first line lacks ${missing.join(", ")}. ` +
        "An establishment extract of Get Information about Schools or its file of links is expected, or ONSPD or Code-Point Open for postcodes.",
    );
  }
  const known = columns.flatMap((column) => {
    const at = placeIn(keys, column);
    return at < 0 ? [] : [{ at, column }];
  });
  const taken = new Set(known.map((k) => k.at));
  const others = header.flatMap((name, at) =>
    kind === "postcodes" || taken.has(at) || name.trim() === "" ? [] : [{ at, header: name.trim() }],
  );
  return { kind, width: header.length, known, others };
}
