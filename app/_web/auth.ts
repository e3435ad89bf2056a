import "server-only";
import { cookies, headers } from "next/headers";
import type { NextAuthOptions, Session } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import { backgroundCookie } from "@/components/shell/background";
import { closeSession, type Session as Kept, personById, readSession, sessionHours } from "@/lib/access/sessions";
import { env } from "@/lib/env";
import { errorFacts, log } from "@/lib/log";

declare module "next-auth" {
  interface Session {
    kept: Kept;
  }
}

const maxAgeSeconds = sessionHours * 3600;

/** The session's cookie: HttpOnly, gone with the browser; bound to this host and to https where the deployment has it. */
export function sessionCookie() {
  const secure = env().publicUrl.startsWith("https://");
  return {
    name: secure ? "__Host-keymark-session" : "keymark-session",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}

const asUser = (person: { id: string; email: string }) => ({ ...person, emailVerified: null });

/** What a page asks by itself while nobody may be there only looks at the session: it keeps nobody signed in. */
const isUse = async () =>
  !(await cookies()).has(backgroundCookie) && (await headers()).get("accept") !== "text/event-stream";

/** Only what a session needs; every method is a gate of the database. */
const adapter: Adapter = {
  getUser: async (id) => {
    const person = await personById(id);
    return person && asUser(person);
  },
  getSessionAndUser: async (sessionToken) => {
    const kept = await readSession(sessionToken, await isUse());
    if (!kept) return null;
    const session = { sessionToken, userId: kept.personId, expires: kept.expires };
    return { session, user: { ...asUser({ id: kept.personId, email: kept.email }), kept } };
  },
  // A session's end is fixed when it is opened, and its last use is noted by the gate that reads it.
  updateSession: async () => null,
  deleteSession: (sessionToken) => closeSession(sessionToken),
};

/** Takes nobody in and is never offered: next-auth wants one. People sign in by our own form, which asks for both factors. */
const inert = {
  id: "none",
  name: "None",
  type: "none",
  options: {},
} as unknown as NextAuthOptions["providers"][number];

/** Its own logger prints messages and whatever it was given; ours takes the code and an error's facts. */
const logger: NextAuthOptions["logger"] = {
  error: (code, metadata) =>
    log("error", "auth.fault", { auth: code, ...errorFacts(metadata instanceof Error ? metadata : metadata.error) }),
  warn: (code) => log("debug", "auth.warning", { auth: code }),
  debug: () => {},
};

function makeOptions(): NextAuthOptions {
  const { publicUrl, authSecret } = env();
  process.env.NEXTAUTH_URL ??= publicUrl;
  return {
    adapter,
    secret: authSecret,
    logger,
    session: { strategy: "database", maxAge: maxAgeSeconds, updateAge: maxAgeSeconds },
    useSecureCookies: publicUrl.startsWith("https://"),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [inert],
    callbacks: {
      session: async ({ user }) => {
        const { kept } = user as typeof user & Pick<Session, "kept">;
        return { kept, expires: "" };
      },
    },
  };
}

let made: NextAuthOptions | undefined;
/** Built at the first request: a build has no environment. */
export const authOptions = (): NextAuthOptions => {
  made ??= makeOptions();
  return made;
};
