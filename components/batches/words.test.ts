import { describe, expect, it } from "vitest";
import type { BatchItem, BatchRow } from "@/lib/batches/list";
import { batchSaid, itemSaid, sizeWords, staleSaid } from "./words";

const batch = (of: Partial<BatchRow>): BatchRow => ({
  id: "b",
  reports: ["standard-pack"],
  title: "Standard Pack",
  year: 2026,
  level: 1,
  schoolsWords: "All schools",
  state: "done",
  words: null,
  madeBy: "Jo",
  createdAt: "2026-07-01 10:00:00+00",
  finishedAt: null,
  keptUntil: null,
  files: 5,
  made: 5,
  failed: 0,
  missing: 0,
  stale: { own: 0, compared: 0 },
  pages: 60,
  bytes: 1,
  items: null,
  ...of,
});

describe("a batch's state in words", () => {
  it("says the worst first: failed, then changed since", () => {
    expect(batchSaid(batch({ failed: 1, made: 4, stale: { own: 2, compared: 0 } }))).toEqual({
      mark: "bell",
      words: "1 of 5 failed",
    });
    expect(batchSaid(batch({ stale: { own: 1, compared: 4 } })).words).toBe("Data of 1 school changed since");
    expect(batchSaid(batch({ stale: { own: 0, compared: 5 } })).words).toBe("Comparisons changed since");
    expect(batchSaid(batch({}))).toEqual({ mark: "arrow", words: "Made" });
  });

  it("says in one sentence whether the school's own data or only the comparisons have changed", () => {
    expect(staleSaid(batch({}))).toBeNull();
    expect(staleSaid(batch({ stale: { own: 0, compared: 5 } }))).toBe(
      "No school's own data have changed since; the comparisons (Locality, authority, England) have, in 5 files.",
    );
    expect(staleSaid(batch({ stale: { own: 1, compared: 4 } }))).toBe(
      "The data of 1 school, or the entry in the register, have changed since; in 4 files more only the comparisons (Locality, authority, England) have.",
    );
    expect(staleSaid(batch({ stale: { own: 2, compared: 0 } }))).toMatch(/^The data of 2 schools.*changed since\.$/);
  });

  it("that made room for others is still being made", () => {
    expect(batchSaid(batch({ state: "queued", made: 0 })).words).toBe("Waiting for its turn");
    expect(batchSaid(batch({ state: "queued", made: 2 })).words).toBe("Being made");
  });

  it("of a file and of its size", () => {
    const item: BatchItem = {
      id: "i",
      urn: "1",
      schoolName: "Ash",
      dfe: null,
      state: "made",
      words: null,
      pages: 1,
      bytes: 1,
      dataAsAt: null,
      stale: "own",
    };
    expect(itemSaid(item)).toEqual({ mark: "bell", words: "Made, data changed since" });
    expect([sizeWords(1), sizeWords(340 * 1024), sizeWords(13_000_000)]).toEqual(["1 KB", "340 KB", "12.4 MB"]);
  });
});
