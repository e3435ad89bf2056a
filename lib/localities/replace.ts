import type { Tx } from "@/lib/database";
import { dayAfter } from "@/lib/days";
import { makeLocality } from "./change";
import { readLocalities, today } from "./list";
import { endLocality, inTurn, memberships, moveSchools } from "./rows";

async function idsOf(tx: Tx, laCode: string, names: string[]): Promise<Map<string, string>> {
  const there = (await readLocalities(tx, laCode)).filter((l) => l.kind === "locality" && l.until === null);
  const ids = new Map(there.map((l) => [l.name, l.id]));
  for (const name of names)
    if (!ids.has(name)) ids.set(name, await makeLocality(tx, laCode, { kind: "locality", name }));
  for (const { name, id } of there)
    if (!names.includes(name)) await endLocality(tx, laCode, { id, last: dayAfter(await today(tx), -1) });
  return ids;
}

/**
 * Makes a list the whole of the authority's Localities from today on: what it does not name is ended yesterday, schools
 * move, and a school that has never been in one always was in its first. Each URN once.
 */
export async function replaceLocalities(
  tx: Tx,
  laCode: string,
  rows: { locality: string; urn: string }[],
): Promise<void> {
  await inTurn(tx, laCode);
  const ids = await idsOf(tx, laCode, [...new Set(rows.map((r) => r.locality))]);
  const named = new Set(rows.map((r) => r.urn));
  const others = (await memberships(tx, laCode)).filter((m) => m.kind === "locality" && !named.has(m.urn));
  const wanted = [
    ...rows.map((r) => ({ urn: r.urn, into: ids.get(r.locality) ?? null })),
    ...[...new Set(others.map((m) => m.urn))].map((urn) => ({ urn, into: null })),
  ];
  await moveSchools(tx, laCode, { kind: "locality", day: await today(tx), wanted, always: true });
}
