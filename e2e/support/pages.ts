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

/** What stands for a part of an address that is not always the same; "none" for ids, which lists name. */
const examples: Record<string, string> = {
  ...{ la, urn: school, dataset: "phonics", year: "2026", report: "standard-pack", person: "none", id: "none" },
};
const queries: Record<string, string> = { "/reports/[report]": `?urn=${school}&year=2026` };

function exampleOf(route: string): string {
  const path = route.replace(/\[(\w+)\]/g, (part, name: string) => {
    const example = examples[name];
    if (example === undefined) throw new Error(`There is no example of ${part} for ${route}.`);
    return example;
  });
  return path + (queries[route] ?? "");
}

/** Every other page, by an address that shows it to those who may see it. */
const signedInPages = (): string[] =>
  pageRoutes()
    .filter((route) => !(route in publicPages || route in waysIn))
    .map(exampleOf);

const anId = "(?:\\d+|[0-9a-f]{8}-[0-9a-f-]+)";

/** Every page behind sign-in; an id stands for "none" where the page above names one to this person. */
export async function signedInAddresses(request: APIRequestContext): Promise<string[]> {
  const known = signedInPages();
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
