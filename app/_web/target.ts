/**
 * Where to go after sign-in: a path on this site, or `/home`. Whatever could be read as another site's address (a scheme,
 * two slashes, a backslash, a control character) is dropped, and so are the pages of sign-in itself.
 */
export function safeTarget(to: string | string[] | undefined | null): string {
  if (typeof to !== "string" || !to.startsWith("/")) return "/home";
  const base = "http://keymark.invalid";
  if (!URL.canParse(to, base) || /[\\\p{Cc}]/u.test(to)) return "/home";
  const url = new URL(to, base);
  if (url.origin !== base || url.pathname.startsWith("//") || /^\/(sign-in|second-factor)/.test(url.pathname))
    return "/home";
  return `${url.pathname}${url.search}`;
}
