import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** The log-in roles that a running process may have; `app_owner` is not among them. */
export const loginRoles = ["user", "figures", "public", "register"] as const;
export type LoginRole = (typeof loginRoles)[number];

/**
 * What `ops` writes to `<KEYMARK_DATA>/secrets.json` (mode 0600) when it makes the roles, so that every process of the
 * same data folder finds its database without further configuration. Environment variables win over it.
 */
export const secretsFile = z.object({
  host: z.string(),
  port: z.number(),
  database: z.string(),
  /** Of the administrator's address, as "?sslmode=require"; roles connect as safely as the administrator does. */
  query: z.string().default(""),
  /** Whether it is the data folder's own server, which may be started when it does not run. */
  embedded: z.boolean().default(true),
  roles: z.record(z.enum(loginRoles), z.string()),
  authSecret: z.string(),
});
export type SecretsFile = z.infer<typeof secretsFile>;

const positive = "must be a number above 0";
const portWords = "must be a port, a whole number from 0 to 65535";
const url = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" });
const size = (fallback: number) => z.coerce.number({ error: positive }).positive(positive).default(fallback);
const port = (fallback: number) =>
  z.coerce.number({ error: portWords }).int(portWords).min(0, portWords).max(65535, portWords).default(fallback);

const schema = z.object({
  KEYMARK_DATA: z.string().default(".keymark"),
  PORT: port(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be an address such as https://keymark.example" }).optional(),
  DATABASE_URL_USER: url.optional(),
  DATABASE_URL_FIGURES: url.optional(),
  DATABASE_URL_PUBLIC: url.optional(),
  DATABASE_URL_REGISTER: url.optional(),
  KEYMARK_SECRET: z.string().min(32, "must be at least 32 characters").optional(),
  KEYMARK_LOG: z.enum(["debug", "info", "warn", "error"], "must be debug, info, warn or error").default("info"),
  KEYMARK_DEMO: z.enum(["", "1"], "must be 1, or not set").default(""),
  /** Caps for what is uploaded (ZIP: bytes in, bytes out, ratio, entries). */
  KEYMARK_UPLOAD_MB: size(500),
  KEYMARK_UNPACKED_MB: size(2048),
  KEYMARK_UNPACK_RATIO: size(300),
  KEYMARK_UNPACK_ENTRIES: size(2000),
  /** Threads in which a worker draws PDF files, and the memory that each may take. */
  KEYMARK_DRAW_THREADS: z.coerce.number().int().min(1).max(32).default(2),
  KEYMARK_DRAW_MB: z.coerce.number().int().min(128).default(512),
  /** Resend's key, and the address that mail is sent from; both or neither. */
  RESEND_API_KEY: z.string().optional(),
  KEYMARK_MAIL_FROM: z.email("must be an address such as no-reply@keymark.example").optional(),
  /** Port of the worker's /api/health; 0 takes a free one. */
  WORKER_PORT: port(3001),
});

export interface Env {
  dataDir: string;
  port: number;
  workerPort: number;
  publicUrl: string;
  databaseUrls: Record<LoginRole, string>;
  authSecret: string;
  logLevel: "debug" | "info" | "warn" | "error";
  demo: boolean;
  draw: { threads: number; memoryMb: number };
  /** The mail service; null: mail stays in the outbox. */
  mail: { key: string; address: string } | null;
  caps: { inBytes: number; outBytes: number; ratio: number; entries: number };
}

/** Thrown when the environment is wrong; `message` lists every fault with what would be right. */
export class EnvError extends Error {
  override name = "EnvError";
}

export const dataDirOf = (source: NodeJS.ProcessEnv = process.env): string =>
  path.resolve(source.KEYMARK_DATA || ".keymark");

export function readSecrets(dataDir: string): SecretsFile | undefined {
  const file = path.join(dataDir, "secrets.json");
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  try {
    return secretsFile.parse(JSON.parse(text));
  } catch {
    // Neither the parser's words nor the text itself: both may hold a password.
    throw new EnvError(
      `${file} cannot be read as JSON of the form that \`npm run migrate\` writes. Put it back, or correct it.`,
    );
  }
}

const urlFrom = (s: SecretsFile, role: LoginRole) =>
  `postgres://app_${role}:${encodeURIComponent(s.roles[role])}@${s.host}:${s.port}/${s.database}${s.query}`;

/** The variables by themselves, before there is a database; every fault is named together with what would be right. */
export function parseVariables(source: NodeJS.ProcessEnv = process.env): z.output<typeof schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, v]) => v !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((i) => `  ${i.path.join(".")}: ${i.message}`);
  throw new EnvError(`The configuration is wrong:\n${faults.join("\n")}`);
}

function mailOf({ RESEND_API_KEY: key, KEYMARK_MAIL_FROM: address }: z.output<typeof schema>): Env["mail"] {
  if (key && address) return { key, address };
  if (!key && !address) return null;
  const [is, missing] = key ? ["RESEND_API_KEY", "KEYMARK_MAIL_FROM"] : ["KEYMARK_MAIL_FROM", "RESEND_API_KEY"];
  throw new EnvError(
    `${is} is set but ${missing} is not: mail needs both, the service’s key and the address it is from.`,
  );
}

/** Parses the environment once, with the secrets of the data folder. Throws EnvError. */
export function parseEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const e = parseVariables(source);
  const dataDir = dataDirOf(source);
  const secrets = readSecrets(dataDir);
  const missing: string[] = [];
  const need = (name: string, value: string | undefined) => {
    if (!value) missing.push(name);
    return value ?? "";
  };
  const databaseUrls = Object.fromEntries(
    loginRoles.map((role) => {
      const name = `DATABASE_URL_${role.toUpperCase()}` as "DATABASE_URL_USER";
      return [role, need(name, e[name] ?? (secrets && urlFrom(secrets, role)))];
    }),
  ) as Record<LoginRole, string>;
  const authSecret = need("KEYMARK_SECRET", e.KEYMARK_SECRET ?? secrets?.authSecret);
  if (missing.length > 0) {
    throw new EnvError(
      `No database yet: ${missing.join(", ")} not set and no secrets.json in ${dataDir}. ` +
        "Run `npm start`, or `npm run migrate` with DATABASE_URL (it makes the roles and writes the file), or set them.",
    );
  }
  return {
    dataDir,
    port: e.PORT,
    workerPort: e.WORKER_PORT,
    publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`,
    databaseUrls,
    authSecret,
    logLevel: e.KEYMARK_LOG,
    demo: e.KEYMARK_DEMO === "1",
    mail: mailOf(e),
    draw: { threads: e.KEYMARK_DRAW_THREADS, memoryMb: e.KEYMARK_DRAW_MB },
    caps: {
      inBytes: e.KEYMARK_UPLOAD_MB * 2 ** 20,
      outBytes: e.KEYMARK_UNPACKED_MB * 2 ** 20,
      ratio: e.KEYMARK_UNPACK_RATIO,
      entries: e.KEYMARK_UNPACK_ENTRIES,
    },
  };
}

let cached: Env | undefined;
export const env = (): Env => {
  cached ??= parseEnv();
  return cached;
};
