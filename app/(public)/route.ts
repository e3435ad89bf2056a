import { html } from "./_page/html";
import { publicRoute } from "./_page/public-route";
import { pageResponse } from "./_page/respond";
import { searchForm } from "./_page/search-form";

export const dynamic = "force-dynamic";

export const GET = publicRoute(async () =>
  pageResponse({
    title: "Find a school",
    description: "Find any school in England by its name, town or postcode.",
    canonical: "/",
    main: html`<div class="home"><h1>Find a school</h1>${searchForm({})}</div>`,
  }),
);
