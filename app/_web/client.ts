/**
 * The address that a request came from, to slow down whoever asks too often: what the nearest proxy saw, which is the last
 * of the header's; anything before it may have been written by the client.
 */
export const clientOf = (headers: Pick<Headers, "get">): string =>
  headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
