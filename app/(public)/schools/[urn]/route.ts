import { schoolPage } from "@/lib/schools/find";
import { publicRoute } from "../../_page/public-route";
import { pageResponse } from "../../_page/respond";
import { drawSchool } from "./school";

export const dynamic = "force-dynamic";

export const GET = publicRoute(async (_url, { urn }: { urn: string }) =>
  pageResponse(drawSchool(await schoolPage(urn))),
);
