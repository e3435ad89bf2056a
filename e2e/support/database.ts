import { readFileSync } from "node:fs";
import path from "node:path";
import { admin, closeMake } from "@/db/make";
import { readSecrets } from "@/lib/env";
import { dataFolder } from "./people";

function adminUrl(): string {
  const secrets = readSecrets(dataFolder());
  if (!secrets) throw new Error("The product under test has no secrets.json.");
  const { user, password } = JSON.parse(readFileSync(path.join(dataFolder(), "admin.json"), "utf8"));
  return `postgres://${user}:${encodeURIComponent(password)}@${secrets.host}:${secrets.port}/${secrets.database}`;
}

/** The product's database as its administrator sees it, past every policy: what a test compares with what people get. */
export function adminSql(): ReturnType<typeof admin> {
  process.env.TEST_ADMIN_URL = adminUrl();
  return admin();
}

export const closeAdmin = closeMake;

export interface Pupil {
  urn: string;
  upn: string | null;
  surname: string | null;
  forename: string | null;
  /** As the record has it: an ISO date, or whatever the school sent. */
  born: string | null;
}

/** Every pupil's identity in every record held, each once for a school. */
export async function allPupils(): Promise<Pupil[]> {
  const sql = adminSql();
  const rows = await sql<Pupil[]>`
    select urn, upn, surname, forename, born from data.phonics union select urn, upn, surname, forename, born from data.eyfsp`;
  return [...rows];
}
