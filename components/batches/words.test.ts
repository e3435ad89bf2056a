import { describe, expect, it } from "vitest";
import type { BatchItem, BatchRow } from "@/lib/batches/list";
import { batchSaid, itemSaid, sizeWords } from "./words";

const batch = (of: Partial<BatchRow>): BatchRow => ({
  id: "b",
  report: "standard-pack",
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
  stale: 0,
  pages: 60,
  bytes: 1,
  items: null,
  ...of,
});

describe("a batch's state in words", () => {
  it("says the worst first: failed, then changed since", () => {
    expect(batchSaid(batch({ failed: 1, made: 4, stale: 2 }))).toEqual({ mark: "bell", words: "1 of 5 failed" });
    expect(batchSaid(batch({ stale: 1 })).words).toBe("Data of 1 school changed since");
    expect(batchSaid(batch({}))).toEqual({ mark: "arrow", words: "Made" });
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
      stale: true,
    };
    expect(itemSaid(item)).toEqual({ mark: "bell", words: "Made, data changed since" });
    expect([sizeWords(1), sizeWords(340 * 1024), sizeWords(13_000_000)]).toEqual(["1 KB", "340 KB", "12.4 MB"]);
  });
});
