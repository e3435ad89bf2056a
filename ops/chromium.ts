import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { readJson, root } from "@/ops/files";

const exec = promisify(execFile);
const resolve = createRequire(import.meta.url).resolve;

export interface Browser {
  executablePath: string;
  args: string[];
  /** The whole environment to launch it with. */
  env: Record<string, string>;
}

/** Quiet, without a sandbox (which root may not use) and without traffic of its own. */
const args = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check", "--no-pings"],
  ...[
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
  ],
  ...["--font-render-hinting=none", "--disable-dev-shm-usage"],
];

const packageFolder = () => path.dirname(path.dirname(resolve("@sparticuz/chromium")));

/** Extracts browser, libraries and fonts of the package once per version, whole or not at all. */
async function extracted(): Promise<string> {
  const { version } = z.object({ version: z.string() }).parse(readJson(path.join(packageFolder(), "package.json")));
  const folder = path.join(root, "node_modules", ".cache", `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  const { inflate } = await import("@sparticuz/chromium");
  const before = process.env.TMPDIR;
  // The package extracts to the temporary folder of the process, and takes what lies there for its own.
  process.env.TMPDIR = half;
  try {
    for (const archive of ["chromium.br", "al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"]) {
      await inflate(path.join(packageFolder(), "bin", archive));
    }
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(half, folder);
  return folder;
}

/** Names of shared libraries that the loader does not find. */
export async function missingLibraries(program: string, env: NodeJS.Dict<string> = process.env): Promise<string[]> {
  const listed = await exec("ldd", [program], { env: { NODE_ENV: process.env.NODE_ENV, ...env } }).then(
    ({ stdout }) => stdout,
    () => "",
  );
  return [...listed.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? "");
}

const hasFonts = (): Promise<boolean> =>
  exec("fc-list", []).then(
    ({ stdout }) => stdout.trim() !== "",
    () => false,
  );

/** A fontconfig of our own, for a machine without fonts: the project's typeface answers for every family. */
function fontConfig(folder: string): string {
  const file = path.join(folder, "fonts.conf");
  const typeface = path.join(root, "node_modules", "@expo-google-fonts", "source-sans-3");
  const alias = (family: string) =>
    `<alias><family>${family}</family><prefer><family>Source Sans 3</family></prefer></alias>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${typeface}</dir>` +
      `<dir>${path.join(folder, "fonts")}</dir><cachedir>${path.join(folder, "font-cache")}</cachedir>` +
      `${["sans-serif", "serif", "monospace", "system-ui"].map(alias).join("")}</fontconfig>`,
  );
  return file;
}

/**
 * A Chromium to test and measure with: CHROMIUM_PATH, else the one of the package, with its own libraries and a
 * typeface where this machine lacks them.
 */
export async function chromiumPath(): Promise<Browser> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH: there is no file ${given}.`);
    return { executablePath: given, args, env };
  }
  const folder = await extracted();
  const executablePath = path.join(folder, "chromium");
  const missing = await missingLibraries(executablePath);
  if (missing.length > 0) {
    env.LD_LIBRARY_PATH = [path.join(folder, "al2023", "lib"), env.LD_LIBRARY_PATH].filter(Boolean).join(":");
    const still = await missingLibraries(executablePath, env);
    if (still.length > 0)
      throw new Error(`Chromium lacks ${still.join(", ")} here. Install them, or give a Chromium by CHROMIUM_PATH.`);
  }
  if (!(await hasFonts())) env.FONTCONFIG_FILE = fontConfig(folder);
  return { executablePath, args, env };
}
