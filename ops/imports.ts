import path from "node:path";

/** One import as it stands in a file; `type` where nothing of it is left at run time. */
export interface Import {
  from: string;
  specifier: string;
  type: boolean;
}

const statement = /^[ \t]*(?:import|export)\s+(?:(type)\s+)?(?:([\w$*{}\s,]*?)\s*from\s*)?["']([^"']+)["']/gm;
const dynamic = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

function onlyTypes(names: string | undefined): boolean {
  const inner = names?.trim().match(/^\{([\s\S]*)\}$/)?.[1];
  const parts = inner?.split(",").filter((part) => part.trim() !== "") ?? [];
  return parts.length > 0 && parts.every((part) => part.trim().startsWith("type "));
}

/** The imports and re-exports of a source text. */
export function importsOf(from: string, text: string): Import[] {
  const fixed = [...text.matchAll(statement)].map(([, type, names, specifier = ""]) => ({
    from,
    specifier,
    type: type === "type" || onlyTypes(names),
  }));
  const lazy = [...text.matchAll(dynamic)].map(([, specifier = ""]) => ({ from, specifier, type: false }));
  return [...fixed, ...lazy];
}

/** Our own file that the import leads to (a path inside the repository), or undefined for a package. */
export function target({ from, specifier }: Import, exists: (file: string) => boolean): string | undefined {
  const own = specifier.startsWith("@/") || specifier.startsWith(".");
  if (!own) return undefined;
  const base = specifier.startsWith("@/") ? specifier.slice(2) : path.posix.join(path.posix.dirname(from), specifier);
  return ["", ".ts", ".tsx", "/index.ts", "/index.tsx"].map((end) => base + end).find(exists) ?? base;
}

interface Rule {
  /** The files that the rule is for. */
  zone: RegExp;
  /** Own files that they may import, beside those of the same zone. */
  may: RegExp;
  /** Own files that only types may be taken from. */
  mayTypes?: RegExp;
  /** Packages that they must not import. */
  not?: RegExp;
  /** What is right, in words. */
  words: string;
}

const drivers = /^(drizzle-orm|pg-boss|postgres|pg)(\/|$)/;
const web = /^(next|next-auth|react|react-dom)(\/|$)/;
const wordsOfLib = "^lib/(measures/figure|reports/block|urn|year|errors)\\.ts$";

/** The first rule whose zone fits holds. Tests, configuration and bench are free. */
const rules: Rule[] = [
  { zone: /\.(test|spec)\.tsx?$|^(bench|e2e)\/|^[^/]+$/, may: /./, words: "" },
  {
    zone: /^app\//,
    may: /^(app|components|lib)\/|^package\.json$/,
    not: drivers,
    words: "app may import components, lib and app, and no database driver or queue",
  },
  {
    zone: /^components\//,
    may: new RegExp(`^components/|${wordsOfLib}`),
    mayTypes: /^lib\//,
    not: drivers,
    words: "components may import components, types of lib, and its pure files (figure, block, urn, year, errors)",
  },
  {
    zone: /^lib\/datasets\/shared\//,
    may: /^lib\/(datasets\/(define|columns|shared\/)|checks\/|files\/|[a-z-]+\.ts$)|^db\/dataset-table\.ts$/,
    not: web,
    words:
      "what datasets share may import define, columns, lib/checks, lib/files, db/dataset-table and the small words of lib",
  },
  {
    zone: /^lib\/datasets\/[^/]+\//,
    may: /^lib\/(datasets\/(define|columns|shared\/)|checks\/|files\/|[a-z-]+\.ts$)|^db\/dataset-table\.ts$/,
    not: web,
    words:
      "a dataset may import its own folder, define, columns, shared, lib/checks, lib/files, db/dataset-table and the small words of lib",
  },
  { zone: /^lib\//, may: /^(lib|db)\//, not: web, words: "lib may import lib and db, and neither next nor react" },
  {
    zone: /^jobs\//,
    may: /^(jobs|lib|components\/report)\//,
    not: /^(next|next-auth)(\/|$)/,
    words: "jobs may import jobs, lib and components/report, and not next",
  },
  { zone: /^db\//, may: /^db\//, not: web, words: "db may import db alone" },
  {
    zone: /^ops\//,
    may: /^(ops|lib|db|demo)\/|^components\/report\//,
    not: web,
    words: "ops may import ops, lib, db, demo and components/report",
  },
  {
    zone: /^demo\//,
    may: /^demo\/|^db\/make|^lib\/(?!files\/|imports\/|records\/|access\/)/,
    not: web,
    words: "demo may import demo, db/make and the code lists of lib, and never the parsers",
  },
];

/** Files that may open a connection of their own. */
const mayConnect = /^(ops\/|bench\/|db\/(client|scope|migrate|make)\.ts$)|\.(test|spec)\.ts$/;
/** Files that may ask `db/client` for one. */
const mayPool = /^(ops\/|bench\/|db\/|lib\/hub\.ts$)|\.(test|spec)\.ts$/;

function sameDataset(from: string, to: string): boolean {
  const folder = from.match(/^lib\/datasets\/[^/]+\//)?.[0];
  return folder !== undefined && to.startsWith(folder);
}

function allowed(rule: Rule, found: Import, to: string): boolean {
  if (rule.may.test(to) || sameDataset(found.from, to)) return true;
  return found.type && (rule.mayTypes?.test(to) ?? false);
}

function connectFault(found: Import, to: string | undefined): string | undefined {
  if (found.specifier === "postgres" && !found.type && !mayConnect.test(found.from)) {
    return `${found.from} makes a database connection of its own: go through withScope, withFigures or withPublic`;
  }
  if (to === "db/client.ts" && !mayPool.test(found.from)) {
    return `${found.from} imports db/client: only db/scope and the event hub may have a pool`;
  }
  return undefined;
}

/** What is wrong with one import, in words; undefined where nothing is. `to` is our own file that it leads to. */
export function faultOf(found: Import, to: string | undefined): string | undefined {
  const connects = connectFault(found, to);
  if (connects) return connects;
  const rule = rules.find(({ zone }) => zone.test(found.from));
  if (!rule) return undefined;
  const wrong = to === undefined ? (rule.not?.test(found.specifier) ?? false) : !allowed(rule, found, to);
  return wrong ? `${found.from} imports ${found.specifier}: ${rule.words}` : undefined;
}

/** Circles among files, each once, as the path that leads back to its start. */
export function cyclesOf(graph: Map<string, string[]>): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  const walk = (file: string, trail: string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      cycles.push([...trail.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return cycles;
}
