import { Invalid } from "@/lib/errors";

const jsonCap = 2 ** 20;

/** A request's body as JSON, read no further than a cap of 1 MB. Throws Invalid for a larger one and for what is no JSON. */
export async function jsonOf(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > jsonCap) throw new Invalid("The request is larger than the 1 MB that is taken here.");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new Invalid("The request is not one that this page sends.");
  }
}
