import { type Authority, demoAuthority } from "./authority";
import { between, pick, type Random, stream } from "./random";
import type { School } from "./schools";

/** The columns of a GIAS establishment extract, as it names them. */
const columns = `URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentTypeGroup (name),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,Gender (name),ReligiousCharacter (name),AdmissionsPolicy (name),SchoolCapacity,NumberOfPupils,NumberOfBoys,NumberOfGirls,PercentageFSM,FSM,OfstedLastInsp,OfstedRating (name),LastChangedDate,Street,Locality,Address3,Town,County (name),Postcode,SchoolWebsite,TelephoneNum,HeadTitle (name),HeadFirstName,HeadLastName,HeadPreferredJobTitle,GOR (name),DistrictAdministrative (name),AdministrativeWard (name),ParliamentaryConstituency (name),UrbanRural (name),GSSLACode (name),Easting,Northing,MSOA (name),LSOA (name),MSOA (code),LSOA (code)`;

const ratings = ["Good", "Good", "Good", "Good", "Outstanding", "Requires improvement"];
const pad = (value: number, width = 2): string => String(value).padStart(width, "0");
const day = (random: Random, year: number): string =>
  `${pad(between(random, 1, 28))}/${pad(between(random, 1, 7))}/${year}`;

/** A field is quoted only where it must be, as in GIAS. */
const field = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);
const quoted = (value: string): string => `"${value.replace(/"/g, '""')}"`;

/** What a closed school leaves empty. */
const whileOpen = (school: School, values: string[]): string[] => values.map((value) => (school.closed ? "" : value));

function people(school: School): string[] {
  const pupils = school.boys + school.girls;
  const percent = pupils ? ((100 * school.fsm) / pupils).toFixed(1) : "";
  return whileOpen(school, [pupils, school.boys, school.girls, percent, school.fsm].map(String));
}

function place(school: School, seed: number): string[] {
  const random = stream(seed, "place", school.area);
  const zone = between(random, 1, 60);
  const layer = pick(random, [..."ABCDE"]);
  const { name } = demoAuthority;
  return [
    "Yorkshire and the Humber",
    name,
    school.area,
    `${name} ${school.easting < 392000 ? "West" : "East"}`,
    school.locality.outward === "ZZ1" ? "(England/Wales) Urban city and town" : "(England/Wales) Rural town and fringe",
    "E99999999",
    String(school.easting),
    String(school.northing),
    `${name} ${pad(zone, 3)}`,
    `${name} ${pad(zone, 3)}${layer}`,
    `E02999${pad(zone, 3)}`,
    `E01999${pad(zone * 5 + "ABCDE".indexOf(layer), 3)}`,
  ];
}

function rowOf(school: School, { seed, years }: Authority): string {
  const random = stream(seed, "register", school.urn);
  const { head } = school;
  const earliest = Math.max(2017, Number(school.opened.slice(6) || 0) + 2);
  const inspection = earliest > 2024 ? ["", ""] : [day(random, between(random, earliest, 2024)), pick(random, ratings)];
  return [
    school.urn,
    demoAuthority.code,
    demoAuthority.name,
    school.estab,
    school.name,
    school.type,
    school.group,
    school.closed ? "Closed" : "Open",
    school.opened,
    school.closed,
    school.phase,
    String(school.low),
    String(school.high),
    "Mixed",
    school.religion,
    school.phase === "Secondary" ? "Non-selective" : "Not applicable",
    String(school.capacity),
    ...people(school),
    ...inspection,
    day(random, Number(school.closed.slice(6)) || (years.at(-1) ?? 2026)),
    school.street,
    school.area,
    "",
    school.locality.town,
    "",
    school.postcode,
    ...whileOpen(school, [school.website, school.phone, head.title, head.forename, head.surname, "Headteacher"]),
    ...place(school, seed),
  ]
    .map(field)
    .join(",");
}

const bytes = (lines: string[]): Buffer => Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1");

/** The register of the authority's schools in the 49-column layout of GIAS: one code page byte a character, CRLF. */
export const registerBytes = (authority: Authority): Buffer =>
  bytes([columns, ...authority.schools.map((school) => rowOf(school, authority))]);

/** Links between schools in the layout of GIAS: who followed whom, said from both sides. */
export function linksBytes({ intakes }: Authority): Buffer {
  const rows = intakes.flatMap(({ school, successor }) => {
    if (!successor) return [];
    const { school: later } = successor;
    const date = quoted(later.opened.replaceAll("/", "-"));
    return [
      `${school.urn},${later.urn},${quoted(later.name)},${quoted("Successor")},${date}`,
      `${later.urn},${school.urn},${quoted(school.name)},${quoted("Predecessor")},${date}`,
    ];
  });
  return bytes([["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"].map(quoted).join(","), ...rows]);
}
