import { findSchools } from "@/lib/schools/search";
import { listAddress, searchOf } from "../_page/address";
import { choicesNow } from "../_page/choices";
import { pageResponse, shorter } from "../_page/respond";
import { resultsPage } from "./results";

/** The page of results of an address; a form's address with empty fields is led to the short one. */
export async function answerSearch(url: URL): Promise<Response> {
  const search = searchOf(url.searchParams);
  const hasEmpty = [...url.searchParams.values()].includes("");
  if (hasEmpty) return shorter(listAddress(search));
  const [found, choices] = await Promise.all([findSchools(search), choicesNow()]);
  return pageResponse(resultsPage({ search, found, choices }));
}
