import { readdirSync } from "node:fs";
import path from "node:path";
import { demo, personCalled, schoolOf } from "./people";

const { la } = demo();
const school = schoolOf(personCalled("Headteacher"));

/** Routes for everyone that answer with something else than a page. */
const noPages = ["/assets/[file]", "/robots.txt", "/schools.csv", "/sitemap.xml", "/sitemaps/[part]"];

/** Every page of the product that there is without signing in, by its route, with addresses that show what it can be. */
export const publicPages: Record<string, string[]> = {
  "/": ["/"],
  "/accessibility": ["/accessibility"],
  "/help": ["/help"],
  "/help/[tool]": ["/help/school-finder", "/help/none"],
  "/privacy": ["/privacy"],
  "/schools": ["/schools", `/schools?la=${la}&phase=Primary`, "/schools?q=zzzzzzzz"],
  "/schools/[urn]": [`/schools/${school}`, "/schools/1"],
  "/second-factor": ["/second-factor"],
  "/sign-in": ["/sign-in"],
};

/** The same for those who sign in. */
export const signedInPages: Record<string, string[]> = {
  "/account": ["/account"],
  "/account/recovery-codes": ["/account/recovery-codes"],
  "/account/second-factor": ["/account/second-factor"],
  "/home": ["/home"],
  "/la/[la]": [`/la/${la}`],
  "/la/[la]/batches": [`/la/${la}/batches`],
  "/la/[la]/data/[dataset]/[year]": [`/la/${la}/data/phonics/2026`],
  "/la/[la]/imports": [`/la/${la}/imports`],
  "/la/[la]/schools": [`/la/${la}/schools`],
  "/reports/[report]": [`/reports/standard-pack?urn=${school}&year=2026`],
  "/school/[urn]": [`/school/${school}`],
  "/school/[urn]/data-tools": [`/school/${school}/data-tools`],
  "/school/[urn]/standard-reports": [`/school/${school}/standard-reports`],
};

const routeOf = (file: string): string =>
  `/${path
    .dirname(file)
    .split(path.sep)
    .filter((part) => part !== "." && !part.startsWith("("))
    .join("/")}`;

/** Every route of the source that answers with a page: each page.tsx, and each route of the public part. */
export function pageRoutes(): string[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const pages = files.filter((file) => path.basename(file) === "page.tsx");
  const open = files.filter((file) => file.startsWith("(public)") && path.basename(file) === "route.ts");
  return [...pages, ...open].map(routeOf).filter((route) => !noPages.includes(route));
}
