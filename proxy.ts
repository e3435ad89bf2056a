import { type NextRequest, NextResponse } from "next/server";

/** Tells pages their own address, so that sign-in leads back to it. It decides nothing: every page builds its scope itself. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-keymark-address", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ["/home", "/account/:path*", "/school/:path*", "/la/:path*", "/reports/:path*"] };
