import type { APIRequestContext } from "@playwright/test";

/** An answer as it was received. */
export interface Received {
  address: string;
  as: string;
  status: number;
  type: string;
  headers: Record<string, string>;
  bytes: Buffer;
}

/** The ways in which the framework's own client asks for a page. */
export const ways: Record<string, Record<string, string>> = {
  page: {},
  flight: { RSC: "1" },
  prefetch: { RSC: "1", "Next-Router-Prefetch": "1" },
  tree: { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" },
};

export async function get(request: APIRequestContext, address: string, as = "page"): Promise<Received> {
  const answer = await request.get(address, { headers: ways[as] });
  const headers = answer.headers();
  return {
    address,
    as,
    status: answer.status(),
    type: headers["content-type"] ?? "",
    headers,
    bytes: await answer.body(),
  };
}

const unquoted = (text: string) => text.replaceAll("&amp;", "&").replaceAll("\\u0026", "&").replaceAll('\\"', '"');

/** Addresses on this site that a page names, in its links, its scripts and its data. */
export function linksOf(text: string, from: string): string[] {
  const here = new URL(from, "http://keymark.invalid");
  const found = [...unquoted(text).matchAll(/(?:href|src|action)\\?"?[=:]\s*\\?"([^"\\]+)/g)].map(
    ([, to = ""]) => new URL(to, here),
  );
  const own = found.filter((url) => url.origin === here.origin);
  return [...new Set(own.map(({ pathname, search }) => pathname + search))];
}

interface Crawl {
  from: string[];
  /** Is an address to be followed? */
  follow(address: string): boolean;
}

const isAsset = (address: string) => address.startsWith("/_next/") || /\.(ico|png|svg|txt)$/.test(address);
const isFile = (address: string) => address.includes("/download?");

/** The tree of a page's parts is the same whatever they hold. */
const asksOf = (address: string) => (isAsset(address) || isFile(address) ? ["page"] : ["page", "flight", "prefetch"]);

const linksIn = ({ type, bytes, address }: Received): string[] =>
  /html|x-component/.test(type) ? linksOf(bytes.toString("utf8"), address) : [];

/** Everything that a session receives when it follows every link: each page in each way, each file and script once. */
export async function crawl(request: APIRequestContext, { from, follow }: Crawl): Promise<Received[]> {
  const seen = new Set(from);
  const waiting = [...from];
  const received: Received[] = [];
  const note = (to: string): void => {
    if (seen.has(to) || !(isAsset(to) || follow(to))) return;
    seen.add(to);
    waiting.push(to);
  };
  const visit = async (address: string): Promise<void> => {
    for (const as of asksOf(address)) {
      const answer = await get(request, address, as);
      received.push(answer);
      linksIn(answer).forEach(note);
    }
  };
  while (waiting.length > 0) await Promise.all(waiting.splice(0, 4).map(visit));
  return received;
}
