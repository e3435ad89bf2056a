import { Readable } from "node:stream";
import { listOf } from "@/lib/schools/list-csv";
import { searchOf } from "../_page/address";
import { publicRoute } from "../_page/public-route";
import { kept } from "../_page/respond";

const headers = {
  "Content-Type": "text/csv; charset=utf-8",
  "Content-Disposition": 'attachment; filename="schools.csv"',
  "Cache-Control": kept,
  "X-Robots-Tag": "noindex",
};

export const dynamic = "force-dynamic";

/** The list of an address as CSV, sent as it is read. */
export const GET = publicRoute(async (url) => {
  const pieces = Readable.from(await listOf(searchOf(url.searchParams)), { objectMode: false });
  // Node's own type of a web stream, which is the same thing as the platform's.
  return new Response(Readable.toWeb(pieces) as ReadableStream<Uint8Array>, { headers });
});
