import { NotFound } from "@/lib/errors";
import { siteMapPart } from "@/lib/schools/site-map";
import { informationPages } from "../../_information/pages";
import { absolute } from "../../_page/document";
import { publicRoute } from "../../_page/public-route";
import { siteMap } from "../../_page/xml";

const entry = (address: string, changed?: string): string =>
  `<url><loc>${absolute(address)}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ""}</url>`;

export const dynamic = "force-dynamic";

export const GET = publicRoute(async (_url, { part }: { part: string }) => {
  if (part === "pages.xml") {
    const pages = informationPages.map(({ address, updated }) => entry(address, updated));
    return siteMap("urlset", [entry("/"), entry("/help"), ...pages]);
  }
  const number = Number(/^schools-([1-9]\d{0,3})\.xml$/.exec(part)?.[1]);
  const schools = number ? await siteMapPart(number) : [];
  if (schools.length === 0) throw new NotFound("The site map has no such part.");
  return siteMap(
    "urlset",
    schools.map(({ urn, changed }) => entry(`/schools/${urn}`, changed)),
  );
});
