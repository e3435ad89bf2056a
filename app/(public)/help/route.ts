import { helpPages } from "../_information/help";
import { html } from "../_page/html";
import { publicRoute } from "../_page/public-route";
import { pageResponse } from "../_page/respond";

export const dynamic = "force-dynamic";

export const GET = publicRoute(async () => {
  const each = helpPages.map(
    ({ address, title, about }) =>
      html`<li class="card"><h2><a class="link" href="${address}">${title}</a></h2><p>${about}</p></li>`,
  );
  return pageResponse({
    title: "Help",
    description: "Help for every tool of Keymark.",
    canonical: "/help",
    main: html`<h1>Help</h1><ul class="cards">${each}</ul>`,
  });
});
