import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { awaitSecond, closeSession, readWaiting, type Session, type Waiting, wearHat } from "@/lib/access/sessions";
import { authOptions, sessionCookie } from "./auth";

export interface Person {
  id: string;
  email: string;
  session: Session;
  /** The hat put on last; decides only where an address fits two. */
  hat: Session["hat"];
}

/** The signed-in person of this request, or null. Asked of the database once per request. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const session = await getServerSession(authOptions());
  if (!session) return null;
  const { personId: id, email, hat } = session.kept;
  return { id, email, hat, session: session.kept };
});

export const sessionToken = async () => (await cookies()).get(sessionCookie().name)?.value;

/** Who has given the first factor in this browser and is to give the second. */
export const waitingPerson = cache(async (): Promise<Waiting | null> => {
  const open = await sessionToken();
  return open ? readWaiting(open) : null;
});

const hereAsQuery = async (): Promise<URLSearchParams> => {
  const address = (await headers()).get("x-keymark-address");
  return new URLSearchParams(address ? { to: address } : {});
};

/** Holds the session until the second factor is given, and leads there. */
export async function sendForSecond(): Promise<never> {
  const open = await sessionToken();
  if (open) await awaitSecond(open);
  redirect(`/second-factor?${await hereAsQuery()}`);
}

/** The signed-in person; anyone else is sent to sign in and led back. Says so where a session has ended. */
export async function requirePerson(): Promise<Person> {
  const person = await currentPerson();
  if (person) return person;
  const query = await hereAsQuery();
  if (await waitingPerson()) redirect(`/second-factor?${query}`);
  if (await sessionToken()) query.set("ended", "1");
  redirect(`/sign-in?${query}`);
}

/** Gives this browser a session that was opened for a person; the one it had ends. */
export async function keepSession(opened: string): Promise<void> {
  const before = await sessionToken();
  if (before) await closeSession(before);
  await setToken(opened);
}

/** The same session under its new token. */
export async function setToken(token: string): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, token, options);
}

export async function endSession(): Promise<void> {
  const open = await sessionToken();
  if (open) await closeSession(open);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

export async function putOnHat(hat: { laCode: string; urn: string | null }): Promise<void> {
  const open = await sessionToken();
  if (open) await wearHat(open, hat);
}
