import { absolute } from "../_page/document";
import { publicRoute } from "../_page/public-route";
import { kept } from "../_page/respond";

/** Files of lists say what their pages say; behind sign-in nothing can be read. */
const closed = ["/home", "/school/", "/la/", "/reports/", "/api/", "/schools.csv"];

export const dynamic = "force-dynamic";

export const GET = publicRoute(async () => {
  const lines = ["User-agent: *", ...closed.map((address) => `Disallow: ${address}`), "Allow: /"];
  const text = `${[...lines, `Sitemap: ${absolute("/sitemap.xml")}`].join("\n")}\n`;
  return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": kept } });
});
