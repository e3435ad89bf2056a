import NextAuth from "next-auth";
import { authOptions } from "@/app/_web/auth";
import { respond } from "@/app/_web/respond";
import { Invalid, NotFound } from "@/lib/errors";

/** What next-auth may be asked for; its own pages and list of providers are not among it. */
const open = ["csrf", "signout"];

/** Whoever sends more has no session that would say who it is. */
const bodyCap = 10_000;

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const handle = respond(async (request: Request, context: Context) => {
  if (!open.includes((await context.params).nextauth.join("/"))) throw new NotFound("There is no such page.");
  if (request.method === "POST" && !(Number(request.headers.get("content-length") ?? Number.NaN) <= bodyCap))
    throw new Invalid("The request is larger than what sign-in sends.");
  return NextAuth(authOptions())(request, context);
});

export { handle as GET, handle as POST };
