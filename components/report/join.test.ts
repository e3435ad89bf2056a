import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pack } from "@/bench/pdf-pack";
import { joinPdfs, pagesIn } from "@/lib/files/pdf-join";
import { outlineOf } from "./check/outline";
import { reportPdf } from "./pdf";
import { checkTagged, type TaggedPdf } from "./tagged-check";

const packs = [pack(1), pack(2), pack(3)].map((one, n) => ({ ...one, subject: `Ysgol Brŵ & (${n}) 12 0 R` }));
let [single, joined]: Buffer[] = [];
let alone: TaggedPdf[] = [];

async function join(parts: { title: string; bytes: Buffer }[]): Promise<Buffer> {
  const source = (async function* () {
    yield* parts;
  })();
  const about = { title: "Standard Pack & more, 2025/26", language: "en-GB", madeAt: new Date("2026-07-14T09:30:00Z") };
  const pieces: Buffer[] = [];
  for await (const piece of joinPdfs(source, about)) pieces.push(piece);
  return Buffer.concat(pieces);
}

beforeAll(async () => {
  const drawn = await Promise.all(packs.map(reportPdf));
  single = drawn[0];
  alone = await Promise.all(drawn.map((bytes) => checkTagged(bytes)));
  joined = await join(drawn.map((bytes, n) => ({ title: packs[n]?.subject ?? "", bytes })));
}, 60_000);

describe("PDF files joined to one", () => {
  it("are one accessible document with every page, cell, alternative text and word of each, in order", async () => {
    const whole = await checkTagged(joined as Buffer);
    expect(whole.faults).toEqual([]);
    expect(whole.pages).toBe(alone.reduce((all, one) => all + one.pages, 0));
    expect(whole.cells).toEqual(alone.flatMap((one) => one.cells));
    expect(whole.alts).toEqual(alone.flatMap((one) => one.alts));
    expect(whole.text.replaceAll(/\n+/g, "\n").trim()).toBe(
      alone
        .map((one) => one.text)
        .join("\n")
        .replaceAll(/\n+/g, "\n")
        .trim(),
    );
  });

  it("have an entry of the outline each, by name, with its own parts below, and say how many pages they are", async () => {
    const outline = await outlineOf(joined as Buffer);
    expect(outline.map((entry) => entry.title)).toEqual(packs.map((one) => one.subject));
    const [first, second] = alone.map((one) => one.pages);
    expect(outline.map((entry) => entry.page)).toEqual([1, 1 + (first ?? 0), 1 + (first ?? 0) + (second ?? 0)]);
    const own = await outlineOf(single as Buffer);
    expect(own.length).toBeGreaterThan(1);
    for (const { below } of outline) expect(below).toEqual(own.map((entry) => entry.title));
    expect(pagesIn(single as Buffer)).toBe(alone[0]?.pages);
  });

  it("are sound to an outside judge", (test) => {
    if (!existsSync("/usr/bin/qpdf")) test.skip("qpdf is not on this machine");
    const folder = mkdtempSync(path.join(tmpdir(), "keymark-join-"));
    try {
      const file = path.join(folder, "joined.pdf");
      writeFileSync(file, joined as Buffer);
      expect(execFileSync("/usr/bin/qpdf", ["--check", file]).toString()).toContain(
        "No syntax or stream encoding errors",
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
