import { editCell } from "@/lib/records/edit";
import { gridRoute } from "../door";

export const dynamic = "force-dynamic";

/** One cell's new value; answers with the record as it is now. 409 where someone else was faster. */
export const POST = gridRoute(editCell);
