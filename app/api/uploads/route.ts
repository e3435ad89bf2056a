import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { respond } from "@/app/_web/respond";
import { placeScopeOrNone } from "@/app/_web/scope";
import { Invalid } from "@/lib/errors";
import { shownName } from "@/lib/files/name";
import { requirePlace, requireSize, takeFile } from "./take";

export const dynamic = "force-dynamic";

function nameOf(request: Request): string {
  try {
    const name = shownName(decodeURIComponent(request.headers.get("x-file-name") ?? ""));
    if (name) return name;
  } catch {
    // Falls through to the same words: it is no name.
  }
  throw new Invalid("The file's name is missing. Choose the file again.");
}

/** One file as the request's body, streamed to the store: `{ id }` of its import, or `{ error }` in words. */
export const POST = respond(async (request) => {
  const la = new URL(request.url).searchParams.get("la") ?? "";
  const { scope } = await placeScopeOrNone({ la });
  const fileName = nameOf(request);
  requireSize(Number(request.headers.get("content-length") ?? 0));
  await requirePlace(scope);
  if (!request.body) throw new Invalid("The file is empty. Export it again from your system.");
  const source = Readable.fromWeb(request.body as ReadableStream<Uint8Array>);
  try {
    const taken = await takeFile(scope, fileName, source);
    return Response.json(taken, { headers: { "Cache-Control": "private, no-store" } });
  } catch (error) {
    if (request.signal.aborted) throw new Invalid("The upload was broken off before its end. Send the file again.");
    throw error;
  }
});
