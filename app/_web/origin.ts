import { Forbidden } from "@/lib/errors";

/** Whether a request that changes something comes from a page of this host. A request that does not say is refused. */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  const origin = headers.get("origin");
  const host = headers.get("host");
  return Boolean(origin && host && URL.canParse(origin) && new URL(origin).host === host);
}

/** Throws Forbidden unless the request comes from a page of this host. */
export function requireSameOrigin(headers: Pick<Headers, "get">): void {
  if (!isSameOrigin(headers)) throw new Forbidden("This request did not come from a page of this site.");
}
