import NextAuth from "next-auth";
import { authOptions } from "@/app/_web/auth";
import { respond } from "@/app/_web/respond";
import { NotFound } from "@/lib/errors";

/** What next-auth may be asked for; its own pages and list of providers are not among it. */
const open = ["session", "csrf", "callback/credentials", "signout"];

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const handle = respond(async (request: Request, context: Context) => {
  if (!open.includes((await context.params).nextauth.join("/"))) throw new NotFound("There is no such page.");
  return NextAuth(authOptions())(request, context);
});

export { handle as GET, handle as POST };
