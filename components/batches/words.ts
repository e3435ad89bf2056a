import type { Mark } from "@/components/ui/status";
import type { BatchItem, BatchRow } from "@/lib/batches/list";

export interface Said {
  mark: Mark;
  words: string;
}

export const counted = (n: number, one: string, many: string): string =>
  `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/** "340 KB", "12.4 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

const fixed: Partial<Record<BatchRow["state"], Said>> = {
  queued: { mark: "clock", words: "Waiting for its turn" },
  making: { mark: "clock", words: "Being made" },
  cancelled: { mark: "clock", words: "Cancelled" },
  expired: { mark: "clock", words: "Files deleted, their time was up" },
  failed: { mark: "bell", words: "Ended before its time" },
};

/** How a batch stands, the worst first. */
export function batchSaid({ state, failed, stale, files, made }: BatchRow): Said {
  const said = state === "queued" && made + failed > 0 ? fixed.making : fixed[state];
  if (said) return said;
  if (failed > 0) return { mark: "bell", words: `${failed} of ${files} failed` };
  if (stale.own > 0) return { mark: "bell", words: `Data of ${counted(stale.own, "school", "schools")} changed since` };
  if (stale.compared > 0) return { mark: "bell", words: "Comparisons changed since" };
  return { mark: "arrow", words: "Made" };
}

const items: Record<BatchItem["state"], Said> = {
  queued: { mark: "clock", words: "Waiting" },
  making: { mark: "clock", words: "Being made" },
  made: { mark: "arrow", words: "Made" },
  failed: { mark: "bell", words: "Failed" },
  cancelled: { mark: "clock", words: "Not made" },
  gone: { mark: "clock", words: "Deleted, its time was up" },
};

const staled = { own: "Made, data changed since", compared: "Made, comparisons changed since" } as const;

/** How a school's file stands. */
export const itemSaid = ({ state, stale }: BatchItem): Said =>
  stale ? { mark: "bell", words: staled[stale] } : items[state];

const comparisons = "the comparisons (Locality, authority, England)";

/** What has changed since a batch was made, in one sentence; null where nothing has. */
export function staleSaid({ stale: { own, compared } }: BatchRow): string | null {
  if (own + compared === 0) return null;
  const files = counted(compared, "file", "files");
  if (own === 0) return `No school's own data have changed since; ${comparisons} have, in ${files}.`;
  const also = compared > 0 ? `; in ${files} more only ${comparisons} have` : "";
  return `The data of ${counted(own, "school", "schools")}, or the entry in the register, have changed since${also}.`;
}
