import { eyfspGuard } from "./eyfsp/table";
import { phonicsGuard } from "./phonics/table";
export const datasetGuards = [eyfspGuard, phonicsGuard];
