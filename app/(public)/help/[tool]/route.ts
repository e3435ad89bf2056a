import { NotFound } from "@/lib/errors";
import { helpPages } from "../../_information/help";
import { showInformation } from "../../_information/show";
import { publicRoute } from "../../_page/public-route";

export const dynamic = "force-dynamic";

export const GET = publicRoute(async (_url, { tool }: { tool: string }) => {
  const page = helpPages.find(({ address }) => address === `/help/${tool}`);
  if (!page) throw new NotFound("There is no such help page. See what there is at /help.");
  return showInformation(page);
});
