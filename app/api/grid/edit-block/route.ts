import { editBlock } from "@/lib/records/edit-block";
import { gridRoute } from "../door";

export const dynamic = "force-dynamic";

/** New values of many cells at once; answers with their records as they are now, and with why a cell was left as it is. */
export const POST = gridRoute(editBlock);
