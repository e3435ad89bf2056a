import { createHash } from "node:crypto";
import { type Tx, withOperator, withScope } from "@/lib/database";
import { authorityCodes } from "./authorities";
import { systemScope } from "./scope-of";

/** Acts of operator work that belongs to no authority stand under this code and are sealed like any other. */
export const deployment = "000";
const first = "0".repeat(64);

interface Sealed {
  hash: string;
  count: number;
}

/** The chain's next link: the hash before it, and every act from one transaction number to the next, in order. */
async function digest({ sql }: Tx, laCode: string, from: string, upto: string, previous: string): Promise<Sealed> {
  const hash = createHash("sha256").update(previous);
  let count = 0;
  const rows = sql<{ line: string }[]>`
    select jsonb_build_array(id, xact::text, extract(epoch from at), actor, hat, door, urn, note)::text as line
    from audit.acts where la_code = ${laCode} and xact >= ${from}::xid8 and xact < ${upto}::xid8 order by xact, id`;
  await rows.cursor(1000, (some) => {
    for (const { line } of some) hash.update(line).update("\n");
    count += some.length;
  });
  return { hash: hash.digest("hex"), count };
}

interface Seal {
  seq: number;
  upto: string;
  count: number;
  previous: string;
  hash: string;
}

async function lastSeal({ sql }: Tx, laCode: string): Promise<Seal | undefined> {
  const [seal] = await sql<Seal[]>`
    select seq::int, upto::text, count, previous, hash from audit.seals where la_code = ${laCode} order by seq desc limit 1`;
  return seal;
}

/** Seals what is committed: acts of transactions older than every one still open. */
export async function sealAuthority(laCode: string): Promise<void> {
  await withScope(systemScope(laCode), async (tx) => {
    const { sql } = tx;
    await sql`select pg_advisory_xact_lock(hashtextextended(${`seal ${laCode}`}, 0))`;
    const last = await lastSeal(tx, laCode);
    const [{ upto } = { upto: "0" }] = await sql<
      { upto: string }[]
    >`select audit.numbered(pg_snapshot_xmin(pg_current_snapshot()))::text as upto`;
    const { hash, count } = await digest(tx, laCode, last?.upto ?? "0", upto, last?.hash ?? first);
    if (count === 0) return;
    await sql`
      insert into audit.seals (la_code, seq, upto, count, previous, hash)
      values (${laCode}, ${(last?.seq ?? 0) + 1}, ${upto}::xid8, ${count}, ${last?.hash ?? first}, ${hash})`;
  });
}

export async function sealAll(): Promise<void> {
  for (const laCode of [deployment, ...(await authorityCodes())]) await sealAuthority(laCode);
}

export interface Verdict {
  laCode: string;
  seals: number;
  acts: number;
  /** Acts committed since the last seal (at most about a minute's). */
  unsealed: number;
  /** What does not fit, in words; none when the chain is whole. */
  faults: string[];
}

async function walk(tx: Tx, laCode: string): Promise<Verdict> {
  const { sql } = tx;
  const seals = await sql<Seal[]>`
    select seq::int, upto::text, count, previous, hash from audit.seals where la_code = ${laCode} order by seq`;
  const verdict: Verdict = { laCode, seals: seals.length, acts: 0, unsealed: 0, faults: [] };
  let [from, previous] = ["0", first];
  for (const [n, seal] of seals.entries()) {
    const made = await digest(tx, laCode, from, seal.upto, previous);
    if (seal.seq !== n + 1) verdict.faults.push(`Seal ${n + 1} is missing.`);
    if (seal.previous !== previous) verdict.faults.push(`Seal ${seal.seq} does not follow from the one before it.`);
    if (made.count !== seal.count)
      verdict.faults.push(`Seal ${seal.seq} covers ${seal.count} acts; ${made.count} are there.`);
    else if (made.hash !== seal.hash) verdict.faults.push(`An act under seal ${seal.seq} is not what was sealed.`);
    verdict.acts += made.count;
    [from, previous] = [seal.upto, seal.hash];
  }
  const [tail] = await sql<{ n: number }[]>`
    select count(*)::int as n from audit.acts where la_code = ${laCode} and xact >= ${from}::xid8`;
  verdict.unsealed = tail?.n ?? 0;
  return verdict;
}

/** Checks every seal of an authority against the acts as they are. */
export const verifyAuthority = (laCode: string): Promise<Verdict> => withOperator(laCode, (tx) => walk(tx, laCode));

/** Checks every seal of every authority. */
export async function verifyAudit(): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const laCode of [deployment, ...(await authorityCodes())]) {
    verdicts.push(await verifyAuthority(laCode));
  }
  return verdicts;
}
