import { recordHistory } from "@/lib/records/history";
import { gridRoute } from "../door";

export const dynamic = "force-dynamic";

/** What people did to a record, and the file it came in. */
export const POST = gridRoute(recordHistory);
