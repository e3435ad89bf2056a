import { siteMapParts } from "@/lib/schools/site-map";
import { absolute } from "../_page/document";
import { publicRoute } from "../_page/public-route";
import { siteMap } from "../_page/xml";

export const dynamic = "force-dynamic";

export const GET = publicRoute(async () => {
  const parts = Array.from({ length: await siteMapParts() }, (_, n) => `/sitemaps/schools-${n + 1}.xml`);
  const all = ["/sitemaps/pages.xml", ...parts];
  return siteMap(
    "sitemapindex",
    all.map((address) => `<sitemap><loc>${absolute(address)}</loc></sitemap>`),
  );
});
