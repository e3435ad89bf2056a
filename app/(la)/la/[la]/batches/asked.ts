import type { Choosing } from "@/components/batches/choose";
import type { previewBatch } from "@/lib/batches/preview";
import { reports, standardPack } from "@/lib/reports/index";

type Given = Record<string, string | string[] | undefined>;
type Asked = Parameters<typeof previewBatch>[1];

const one = (given: string | string[] | undefined): string => (Array.isArray(given) ? given[0] : given) ?? "";
const many = (given: string | string[] | undefined): string[] => (given === undefined ? [] : [given].flat());

const kinds = ["all", "phase", "locality", "ticked"] as const;

/**
 * What an address or a form has chosen; what it leaves open is the pack of the newest year for all schools. An address may
 * name a single report and no more.
 */
export function choosingOf(given: Given, latest: number): Choosing {
  const single = reports.map((r) => r.id).filter((id) => many(given.report).includes(id));
  const what = one(given.what) || (single.length > 0 ? "single" : "pack");
  return {
    what: what === "single" ? "single" : "pack",
    single,
    year: /^\d{4}$/.test(one(given.year)) ? Number(one(given.year)) : latest,
    of: kinds.find((kind) => kind === one(given.of)) ?? "all",
    phase: one(given.phase),
    locality: one(given.locality),
    urns: many(given.urn),
    pupils: one(given.nopupils) !== "1",
  };
}

/** The same as the doors take it. */
export function askedOf({ what, single, year, pupils, ...c }: Choosing): Asked {
  const schools: Record<Choosing["of"], Asked["schools"]> = {
    all: { kind: "all" },
    phase: { kind: "phase", phase: c.phase },
    locality: { kind: "locality", locality: c.locality },
    ticked: { kind: "ticked", urns: c.urns },
  };
  return { reports: what === "pack" ? [standardPack.id] : single, year, pupils, schools: schools[c.of] };
}
