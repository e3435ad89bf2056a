import { listRecords } from "@/lib/records/list";
import { gridRoute } from "../door";

export const dynamic = "force-dynamic";

/** A page of records under a filter, with the counts of everything that the filter covers. */
export const POST = gridRoute(listRecords);
