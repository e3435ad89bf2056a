import { parentPort } from "node:worker_threads";
import { reportPdf } from "@/components/report/pdf";
import { KeymarkError } from "@/lib/errors";
import { pagesIn } from "@/lib/files/pdf-join";
import { errorFacts, type Facts } from "@/lib/log";
import type { BuiltReport } from "@/lib/reports/block";

/** What a drawing thread answers: the file, or words, or an error's facts. */
export type Drawn = { bytes: Uint8Array<ArrayBuffer>; pages: number } | { words: string } | { facts: Facts };

async function draw(report: BuiltReport): Promise<Drawn> {
  try {
    const file = await reportPdf(report);
    return { bytes: new Uint8Array(file), pages: pagesIn(file) };
  } catch (error) {
    return error instanceof KeymarkError ? { words: error.message } : { facts: errorFacts(error) };
  }
}

parentPort?.on("message", async (report: BuiltReport) => {
  const drawn = await draw(report);
  parentPort?.postMessage(drawn, "bytes" in drawn ? [drawn.bytes.buffer] : []);
});
