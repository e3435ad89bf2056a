/** An address for the queue, whose driver gives `sslmode` PostgreSQL's own meaning only when asked to. */
export function queueAddress(address: string): string {
  const url = new URL(address);
  if (url.searchParams.has("sslmode")) url.searchParams.set("uselibpqcompat", "true");
  return url.href;
}
