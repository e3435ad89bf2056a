import type { Cells, Dataset } from "@/lib/datasets/define";
import { personKey, unique } from "@/lib/records/match-pupils";

export interface Held {
  id: string;
  pupilId: string;
  cells: Cells;
}
export interface Incoming {
  rowNo: number;
  cells: Cells;
}

/** What applying a school's file would do to the records that are held. */
export interface Comparison {
  added: Incoming[];
  /** Matched by UPN, else by name and date of birth; the record keeps its id. */
  matched: { held: Held; incoming: Incoming; differs: boolean }[];
  /** Held, and not in the file. */
  gone: Held[];
}

/** Pairs by a key that is unique on both sides; whatever is paired leaves both lists. */
function pair(held: Held[], incoming: Incoming[], key: (cells: Cells) => string | null) {
  const onBoth = unique(held.map((h) => key(h.cells)));
  const fresh = unique(incoming.map((i) => key(i.cells)));
  const byKey = new Map(held.map((h) => [key(h.cells), h]));
  const pairs: [Held, Incoming][] = [];
  for (const i of incoming) {
    const k = key(i.cells);
    const h = k && onBoth.has(k) && fresh.has(k) ? byKey.get(k) : undefined;
    if (h) pairs.push([h, i]);
  }
  const pairedHeld = new Set(pairs.map(([h]) => h));
  const pairedNew = new Set(pairs.map(([, i]) => i));
  return { pairs, held: held.filter((h) => !pairedHeld.has(h)), incoming: incoming.filter((i) => !pairedNew.has(i)) };
}

export function compare(dataset: Dataset, held: Held[], incoming: Incoming[]): Comparison {
  const byUpn = pair(held, incoming, (c) => c.upn ?? null);
  const byPerson = pair(byUpn.held, byUpn.incoming, personKey);
  const keys = Object.keys(dataset.columns);
  const matched = [...byUpn.pairs, ...byPerson.pairs].map(([h, i]) => ({
    held: h,
    incoming: i,
    differs: keys.some((k) => (h.cells[k] ?? null) !== (i.cells[k] ?? null)),
  }));
  return { added: byPerson.incoming, matched, gone: byPerson.held };
}
