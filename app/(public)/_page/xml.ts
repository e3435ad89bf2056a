import { kept } from "./respond";

const space = "http://www.sitemaps.org/schemas/sitemap/0.9";

/** A site map or an index of such; addresses hold nothing that XML would read as its own. */
export function siteMap(kind: "urlset" | "sitemapindex", entries: string[]): Response {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<${kind} xmlns="${space}">\n${entries.join("\n")}\n</${kind}>\n`;
  return new Response(xml, { headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": kept } });
}
