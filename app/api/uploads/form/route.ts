import { faultOf } from "@/app/_web/faults";
import { respond } from "@/app/_web/respond";
import { placeScopeOrNone } from "@/app/_web/scope";
import type { Scope } from "@/lib/database";
import { Invalid } from "@/lib/errors";
import { shownName } from "@/lib/files/name";
import { requirePlace, requireSize, takeFile } from "../take";

export const dynamic = "force-dynamic";

/** A form without script is read whole before it is stored. */
const formCap = 50 * 2 ** 20;

const escapeText = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Each file's fate in words; the pages' own frame is not at hand outside them. */
function refusedPage(back: string, refused: { name: string; words: string }[], taken: number): Response {
  const items = refused.map(({ name, words }) => `<li><strong>${escapeText(name)}</strong>: ${escapeText(words)}</li>`);
  const html = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Files not taken – Keymark</title><body style="font:1rem/1.5 sans-serif;max-width:72ch;margin:2rem auto;padding:0 1rem">
<main><h1>${refused.length === 1 ? "A file was not taken" : "Files were not taken"}</h1><ul>${items.join("")}</ul>
<p>${taken === 0 ? "No other file was sent." : `Taken and now in the queue: ${taken}.`}</p>
<p><a href="${back}">Back to imports</a></p></main></body></html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store" };
  return new Response(html, { status: 400, headers });
}

async function wordsOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return faultOf(error).error;
  }
}

async function takeOne(scope: Scope, file: File): Promise<void> {
  await requirePlace(scope);
  const bytes = file.stream() as unknown as AsyncIterable<Uint8Array>; // The DOM's type of a stream lacks its iterator.
  await takeFile(scope, shownName(file.name), bytes);
}

async function filesOf(request: Request): Promise<File[]> {
  const form = await request.formData().catch(() => {
    throw new Invalid("The files did not arrive as a form sends them. Go back to the page and choose them again.");
  });
  return form.getAll("file").filter((file): file is File => file instanceof File && file.name !== "");
}

/** The import form as browsers send it by themselves: back to the page, or what was refused in words. */
export const POST = respond(async (request) => {
  const la = new URL(request.url).searchParams.get("la") ?? "";
  const { scope, hat } = await placeScopeOrNone({ la });
  await requirePlace(scope);
  requireSize(Number(request.headers.get("content-length") ?? formCap + 1), formCap);
  const sent = await filesOf(request);
  if (sent.length === 0) throw new Invalid("Choose a file first.");
  const refused: { name: string; words: string }[] = [];
  for (const file of sent) {
    const words = await wordsOf(() => takeOne(scope, file));
    if (words) refused.push({ name: shownName(file.name), words });
  }
  const back = `/la/${hat.laCode}/imports`;
  if (refused.length > 0) return refusedPage(back, refused, sent.length - refused.length);
  return new Response(null, { status: 303, headers: { Location: back, "Cache-Control": "private, no-store" } });
});
