import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Year } from "@/lib/year";
import { type Authority, type AuthorityOptions, makeAuthority } from "./authority";
import { ctfName, ctfText } from "./ctf";
import { faultShare, type Planted, plantFaults } from "./faults";
import { demoPeople } from "./people";
import { yearsOfRows } from "./pupils";
import { linksBytes, registerBytes } from "./register";
import type { Dataset, SchoolRows, YearOfRows } from "./rows";
import { writeZip } from "./zip";

export interface Progress {
  year: Year;
  dataset: Dataset;
  schools: number;
  pupils: number;
  /** Records that were spoilt on purpose. */
  planted: Planted[];
}

export interface WriteOptions extends AuthorityOptions {
  /** Called after each file of results is written. */
  onProgress?: (progress: Progress) => void;
}

export interface DemoFiles {
  register: string;
  links: string;
  localities: string;
  agreements: string;
  people: string;
  /** ZIPs of pupil results, oldest year first. */
  imports: string[];
}

const titles: Record<Dataset, string> = { eyfsp: "EYFSP", phonics: "phonics" };
const datasets = Object.keys(titles) as Dataset[];

function* filesOf(schools: SchoolRows[], dataset: Dataset, year: Year): Generator<{ name: string; bytes: Buffer }> {
  for (const { school, rows } of schools)
    yield { name: ctfName({ dataset, school }), bytes: Buffer.from(ctfText({ dataset, year, school, rows })) };
}

/** Spoils and writes one dataset of a year. */
function writeResults(path: string, rows: YearOfRows, at: { authority: Authority; dataset: Dataset }): Progress {
  const { authority, dataset } = at;
  const { year } = rows;
  const share = year === authority.years.at(-1) ? faultShare.newest : faultShare.older;
  const schools = rows[dataset];
  const planted = plantFaults(schools, { seed: authority.seed, year, dataset, share });
  writeZip(path, filesOf(schools, dataset, year));
  const pupils = schools.reduce((sum, each) => sum + each.rows.length, 0);
  return { year, dataset, schools: schools.length, pupils, planted };
}

function localitiesText({ schools }: Authority): string {
  const rows = schools.map((school) => `${school.locality.name},${school.urn}`);
  return `${["locality,urn", ...rows].join("\r\n")}\r\n`;
}

/** The place in the list of the school that has not renewed its agreement; smaller authorities have none. */
const lapsed = 5;

/** Every school had an agreement up to the last year but one, and all but one have another that runs two years. */
function agreementsText({ schools, years }: Authority): string {
  const newest = years.at(-1) ?? 2026;
  const rows = schools.flatMap(({ urn }, at) => [
    `${urn},${newest - 3}-09-01,${newest - 1}-08-31`,
    ...(at === lapsed ? [] : [`${urn},${newest - 1}-09-01,${newest + 1}-08-31`]),
  ]);
  return `${["urn,from,until", ...rows].join("\r\n")}\r\n`;
}

/**
 * Writes the invented authority into a folder, which is made where it is not there: the register and its links in the
 * layouts of GIAS, `localities.csv` (locality, URN), `agreements.csv` (URN, first and last day), `people.json` (sign-ins of the demo) and for each year and dataset a
 * ZIP with one Common Transfer File per school. The same options give the same bytes. One year is in memory at a time.
 */
export async function writeDemo(dir: string, { onProgress, ...options }: WriteOptions = {}): Promise<DemoFiles> {
  const authority = makeAuthority(options);
  mkdirSync(dir, { recursive: true });
  const put = (name: string, content: string | Buffer): string => {
    const path = join(dir, name);
    writeFileSync(path, content);
    return path;
  };
  const files: DemoFiles = {
    register: put("edubasealldata-demo.csv", registerBytes(authority)),
    links: put("links_edubasealldata-demo.csv", linksBytes(authority)),
    localities: put("localities.csv", localitiesText(authority)),
    agreements: put("agreements.csv", agreementsText(authority)),
    people: put("people.json", `${JSON.stringify(demoPeople(authority), null, 2)}\n`),
    imports: [],
  };
  for (const rows of yearsOfRows(authority))
    for (const dataset of datasets) {
      const path = join(dir, `${rows.year} ${titles[dataset]}.zip`);
      const progress = writeResults(path, rows, { authority, dataset });
      onProgress?.(progress);
      files.imports.push(path);
      // Lets a server that writes the demo answer between two files.
      await new Promise((resolve) => setImmediate(resolve));
    }
  return files;
}
