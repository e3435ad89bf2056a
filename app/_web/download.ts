/** Headers of every answer with data of a signed-in person: nobody keeps it, nobody guesses what it is. */
export const kept = { "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff" };

/** Bytes as a download under a file name: any character may stand in it but those that end a header or name a path. */
export function attachment(body: BodyInit, { type, name }: { type: string; name: string }): Response {
  const safe = name
    .replace(/[\p{Cc}\\/:*?"<>|]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const plain = safe.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return new Response(body, {
    headers: {
      ...kept,
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    },
  });
}
