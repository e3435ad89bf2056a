import { type Scope, type Tx, withScope } from "@/lib/database";
import { Conflict, Invalid, KeymarkError } from "@/lib/errors";
import { errorFacts, log } from "@/lib/log";
import { atlasOf, schoolFor, schoolPlace } from "@/lib/measures/places";
import type { BuiltReport } from "@/lib/reports/block";
import { build, pupilsIn } from "@/lib/reports/build";
import { reportsOf } from "@/lib/reports/index";
import { removeStored, storeMade } from "@/lib/store";
import { type Made, type Marks, marksOf, type Today, todayOf } from "./marks";
import { datasetsOf, holdsYear } from "./select";
import { type Claim, ourFault, renew } from "./state";

/** Draws a report as PDF; rejects with a KeymarkError where it can say why in words. */
export type Draw = (report: BuiltReport) => Promise<{ bytes: Uint8Array; pages: number }>;

export interface Work {
  scope: Scope;
  claim: Claim;
  batch: Made;
  draw: Draw;
}

export interface Item {
  id: string;
  urn: string;
  attempt: number;
  domains: string[];
  /** A file made before, which a new one replaces. */
  stored: string | null;
}

/** As someone would see the school who may see no pupil of it. */
const withoutPupils = (scope: Scope, urn: string): Scope => ({
  ...scope,
  hat: "school",
  urns: [urn],
  level: 3,
  edit: [],
  admin: false,
});

const nothingHeld = (year: number, level: number): string =>
  level === 3
    ? `No results of ${year} are held that may be shown to schools. Import or release them, then retry.`
    : `No results of ${year} are held. Import the school's file, then retry.`;

interface Built {
  report: BuiltReport;
  marks: Marks;
}

/** Places, results and report in one transaction of the reader it is made for. Throws Invalid where nothing is held. */
async function buildFor(reader: Scope, tx: Tx, of: { batch: Made; urn: string; today?: Today }): Promise<BuiltReport> {
  const { reports, year, level } = of.batch;
  const atlas = of.today?.atlas ?? (await atlasOf(reader, tx));
  const place = schoolPlace(atlas, schoolFor(reader, atlas, of.urn));
  if (!holdsYear(atlas, place, { datasets: datasetsOf(reportsOf(...reports)), year }))
    throw new Invalid(nothingHeld(year, level));
  return build(reader, tx, { atlas, reports, urn: of.urn, year });
}

/** The marks are read first: what changes while the report is built makes the file out of date, never falsely current. */
async function buildItem({ scope, batch }: Work, { urn }: Item): Promise<Built> {
  const ofAuthority = batch.level === 3 ? null : scope;
  const { marks, report } = await withScope(
    scope,
    async (tx) => {
      const today = await todayOf(scope, tx);
      const report = ofAuthority && (await buildFor(ofAuthority, tx, { batch, urn, today }));
      return { marks: marksOf(today, batch)(urn), report };
    },
    { readOnly: true },
  );
  if (report) return { marks, report };
  const reader = withoutPupils(scope, urn);
  return { marks, report: await withScope(reader, (tx) => buildFor(reader, tx, { batch, urn }), { readOnly: true }) };
}

const fileOf = (id: string, attempt: number) => `batch-${id}-${attempt}.pdf`;

/** Only while it is still this attempt's. Throws Conflict. */
async function settle(tx: Tx, { claim }: Work, item: Item, values: Record<string, unknown>): Promise<void> {
  const { sql } = tx;
  await renew(tx, claim);
  const written = await sql`update app.batch_items set ${sql(values)}
    where la_code = ${claim.laCode} and id = ${item.id} and state = 'making' and attempt = ${item.attempt}`;
  if (written.count !== 1) throw new Conflict("The file was taken over.");
}

async function keep(work: Work, item: Item, of: Built & { stored: string; bytes: number; pages: number }) {
  const { scope, claim, batch } = work;
  const pupils = pupilsIn(of.report);
  await withScope(scope, async (tx) => {
    const { sql } = tx;
    const { stored, bytes, pages, marks, report } = of;
    const made = { state: "made", words: null, stored, bytes, pages, pupils, data_as_at: report.dataAsAt };
    const marked = { own_mark: marks.own, compared_mark: marks.compared };
    await settle(tx, work, item, { ...made, ...marked, made_at: new Date().toISOString() });
    await sql`
      insert into data.batch_reports (la_code, item_id, urn, domains, level, report)
      values (${claim.laCode}, ${item.id}, ${item.urn}, ${item.domains}, ${batch.level}, ${sql.json(report as never)})
      on conflict (la_code, item_id) do update set report = excluded.report`;
    const note = { id: claim.id, reports: batch.reports, year: batch.year, level: batch.level, pages, pupils };
    await sql`
      insert into audit.acts (la_code, actor, hat, door, urn, note)
      values (${claim.laCode}, ${scope.actor}, ${scope.hat}, 'batch.make', ${item.urn}, ${sql.json(note)})`;
  });
}

async function make(work: Work, item: Item): Promise<void> {
  const { laCode } = work.claim;
  const built = await buildItem(work, item);
  const { bytes, pages } = await work.draw(built.report);
  const stored = await storeMade(laCode, fileOf(item.id, item.attempt), bytes);
  try {
    await keep(work, item, { ...built, stored, bytes: bytes.length, pages });
  } catch (error) {
    await removeStored(stored);
    throw error;
  }
  if (item.stored && item.stored !== stored) await removeStored(item.stored);
}

/** What attempts that broke off have left. */
async function sweep({ claim }: Work, item: Item): Promise<void> {
  for (let attempt = 1; attempt < item.attempt; attempt++) {
    const stored = `${claim.laCode}/${fileOf(item.id, attempt)}`;
    if (stored !== item.stored) await removeStored(stored);
  }
}

/** Makes one school's file, or says in words why it cannot be made. Throws Conflict when the batch was taken over. */
export async function makeItem(work: Work, item: Item): Promise<void> {
  try {
    await sweep(work, item);
    await make(work, item);
  } catch (error) {
    if (error instanceof Conflict) throw error;
    const ours = !(error instanceof KeymarkError);
    if (ours) log("error", "batch.item-failed", { batch: work.claim.id, item: item.id, ...errorFacts(error) });
    const words = ours ? ourFault : error.message;
    await withScope(work.scope, (tx) => settle(tx, work, item, { state: "failed", words }));
  }
}
