import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { closeSession, type Session, wearHat } from "@/lib/access/sessions";
import { authOptions, sessionCookie } from "./auth";

export interface Person {
  id: string;
  email: string;
  /** The hat put on last; decides only where an address fits two. */
  hat: Session["hat"];
}

/** The signed-in person of this request, or null. Asked of the database once per request. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const session = await getServerSession(authOptions());
  return session ? { ...session.person, hat: session.hat } : null;
});

const token = async () => (await cookies()).get(sessionCookie().name)?.value;

/** The signed-in person; anyone else is sent to sign in and led back. Says so where a session has ended. */
export async function requirePerson(): Promise<Person> {
  const person = await currentPerson();
  if (person) return person;
  const query = new URLSearchParams();
  const address = (await headers()).get("x-keymark-address");
  if (address) query.set("to", address);
  if (await token()) query.set("ended", "1");
  redirect(`/sign-in?${query}`);
}

/** Gives this browser a session that was opened for a person; the one it had ends. */
export async function keepSession(opened: string): Promise<void> {
  const before = await token();
  if (before) await closeSession(before);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, opened, options);
}

export async function endSession(): Promise<void> {
  const open = await token();
  if (open) await closeSession(open);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

export async function putOnHat(hat: { laCode: string; urn: string | null }): Promise<void> {
  const open = await token();
  if (open) await wearHat(open, hat);
}
