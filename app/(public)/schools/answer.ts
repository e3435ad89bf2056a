import { findSchools, type Search } from "@/lib/schools/search";
import { listAddress, searchOf } from "../_page/address";
import { choicesNow } from "../_page/choices";
import { pageResponse, shorter } from "../_page/respond";
import { resultsPage } from "./results";

const tidied = (url: URL, search: Search): string => {
  const address = listAddress(search);
  return url.searchParams.has("_rsc") ? `${address}${address.includes("?") ? "&" : "?"}_rsc` : address;
};

/** The page of results of an address; a form's address with empty fields is led to the short one. */
export async function answerSearch(url: URL): Promise<Response> {
  const search = searchOf(url.searchParams);
  // `_rsc` is the framework's own: it leads back to an address with it, so taking it away would go in a circle.
  const hasEmpty = [...url.searchParams].some(([name, value]) => value === "" && name !== "_rsc");
  if (hasEmpty) return shorter(tidied(url, search));
  const [found, choices] = await Promise.all([findSchools(search), choicesNow()]);
  return pageResponse(resultsPage({ search, found, choices }));
}
