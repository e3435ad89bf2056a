import { decodePDFRawStream, PDFDocument, PDFHexString, PDFRawStream, PDFString } from "pdf-lib";
import { fromBufferPromise } from "yauzl";
import { readContent } from "@/components/report/check/content";
import { checkTagged } from "@/components/report/tagged-check";

async function ofZip(bytes: Buffer): Promise<string[]> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const texts: string[] = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    texts.push(`${entry.fileName}\n${Buffer.concat(chunks).toString("utf8")}`);
  }
  return texts;
}

/** Every stream inflated, every string of every dictionary, and the words that the pages paint. */
async function ofPdf(bytes: Buffer): Promise<string[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const objects = document.context.enumerateIndirectObjects().map(([, object]) => object);
  const streams = objects.flatMap((object) =>
    object instanceof PDFRawStream ? [Buffer.from(decodePDFRawStream(object).decode()).toString("latin1")] : [],
  );
  const strings = objects.flatMap((object) => [
    ...(object instanceof PDFString || object instanceof PDFHexString ? [object.decodeText()] : []),
    object.toString(),
  ]);
  const { text, alts } = await checkTagged(bytes);
  const footers = document.getPages().map((page, n) => readContent(page, `page ${n + 1}`).artifacts);
  return [...streams, strings.join("\n"), text, alts.join("\n"), footers.join("\n")];
}

/** All that can be read in an answer's bytes: the parts of a PDF or a workbook unpacked, anything else as it is. */
export async function textsOf(bytes: Buffer): Promise<string[]> {
  const whole = bytes.toString("utf8");
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return [bytes.toString("latin1"), ...(await ofPdf(bytes))];
  if (bytes.subarray(0, 4).toString("latin1") === "PK\u0003\u0004") return [whole, ...(await ofZip(bytes))];
  return [whole];
}
