import { readdirSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { linksOf } from "./crawl";
import { demo, personCalled, schoolOf } from "./people";

const { la } = demo();
const school = schoolOf(personCalled("Headteacher"));

/** Routes for everyone that answer with something else than a page. */
const noPages = ["/assets/[file]", "/robots.txt", "/schools.csv", "/sitemap.xml", "/sitemaps/[part]"];

/** Every page of the finder and its help, by its route, with addresses that show what it can be. */
export const publicPages: Record<string, string[]> = {
  "/": ["/"],
  "/accessibility": ["/accessibility"],
  "/help": ["/help"],
  "/help/[tool]": ["/help/school-finder", "/help/none"],
  "/privacy": ["/privacy"],
  "/schools": ["/schools", `/schools?la=${la}&phase=Primary`, "/schools?q=zzzzzzzz"],
  "/schools/[urn]": [`/schools/${school}`, "/schools/1"],
};

/** The same for whoever is on the way in. */
export const waysIn: Record<string, string[]> = {
  "/accept": ["/accept"],
  "/accept/[token]": ["/accept/none"],
  "/forgotten": ["/forgotten"],
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
  "/la/[la]/outbox": [`/la/${la}/outbox`],
  "/la/[la]/requests": [`/la/${la}/requests`],
  "/la/[la]/requests/[id]": [`/la/${la}/requests/none`],
  "/la/[la]/schools": [`/la/${la}/schools`],
  "/reports/[report]": [`/reports/standard-pack?urn=${school}&year=2026`],
  "/school/[urn]": [`/school/${school}`],
  ...register("", "/add", "/add/new", "/add/request", "/level-1", "/log", "/review", "/requests/[id]"),
  ...register("/[person]", "/[person]/level", "/[person]/level-1", "/[person]/remove"),
  "/school/[urn]/data-tools": [`/school/${school}/data-tools`],
  "/school/[urn]/standard-reports": [`/school/${school}/standard-reports`],
  "/school/[urn]/to-correct": [`/school/${school}/to-correct`],
};

function register(...parts: string[]): Record<string, string[]> {
  return Object.fromEntries(
    parts.map((part) => [
      `/school/[urn]/access-register${part}`,
      [`/school/${school}/access-register${part.replace(/\[\w+\]/, "none")}`],
    ]),
  );
}

const anId = "(?:\\d+|[0-9a-f]{8}-[0-9a-f-]+)";

/** The addresses of `signedInPages`; an id stands for "none" where the page above names one to this person. */
export async function signedInAddresses(request: APIRequestContext): Promise<string[]> {
  const known = Object.values(signedInPages).flat();
  const above = known.filter((address) => address.includes("/none")).map((address) => address.replace(/\/none.*/, ""));
  const texts = await Promise.all(
    [...new Set(above)].map(async (from) => [from, await (await request.get(from)).text()]),
  );
  const links = texts.flatMap(([from = "", text = ""]) => linksOf(text, from));
  return known.map((address) => {
    const like = new RegExp(`^${address.replace("none", anId)}$`);
    return (address.includes("/none") && links.find((link) => like.test(link))) || address;
  });
}

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
