import { countView } from "@/lib/page-views";
import { html } from "../_page/html";
import { pageResponse } from "../_page/respond";
import { dayWords } from "../_page/words";
import type { InformationPage } from "./page";

const times = (views: number): string => (views === 1 ? "once" : `${views.toLocaleString("en-GB")} times`);

/** An information page with who answers for it; being shown counts as a view. */
export async function showInformation(page: InformationPage): Promise<Response> {
  const views = await countView(page.address);
  const main = html`<h1>${page.title}</h1><div class="text"><p>${page.about}</p>${page.body}</div>
<dl class="facts about"><div><dt>Owner</dt><dd>${page.owner}</dd></div>
<div><dt>Last updated</dt><dd>${dayWords(page.updated)}</dd></div>
<div><dt>Opened</dt><dd>${times(views)}, not counting copies that browsers keep for a few minutes</dd></div></dl>
<p class="after"><a class="link" href="/help">All help pages</a></p>`;
  return pageResponse({ title: page.title, description: page.about, canonical: page.address, main });
}
