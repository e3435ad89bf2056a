import { type NextRequest, NextResponse } from "next/server";

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Tells pages their own address, so that sign-in leads back to it. It decides nothing: every page builds its scope itself.
 * An address that is no text ("%ff") is nowhere; the framework alone would answer that it had failed.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isReadable(request.nextUrl.pathname)) return NextResponse.rewrite(new URL("/nowhere", request.url));
  const headers = new Headers(request.headers);
  headers.set("x-keymark-address", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = {
  matcher: [
    "/home",
    "/account/:path*",
    "/school/:path*",
    "/la/:path*",
    "/reports/:path*",
    "/api/batches/:path*",
    "/schools/:urn",
    "/help/:tool",
    "/sitemaps/:part",
    "/assets/:file",
  ],
};
