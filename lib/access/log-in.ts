import type { Tx } from "@/lib/database";
import { Conflict } from "@/lib/errors";

/**
 * The log-in of an address, made without a password where there is none. Whether somebody signs in with it already is
 * for those who are told by mail how to go on, not for the page. Throws Conflict where it has been disabled.
 */
export async function logInFor({ sql }: Tx, email: string): Promise<{ id: string; signsIn: boolean }> {
  const [found] = await sql<{ id: string; made: boolean }[]>`select id, made from auth.let_in(${email})`;
  if (!found) throw new Conflict("This log-in has been disabled. Ask whoever runs Keymark for the authority.");
  return { id: found.id, signsIn: !found.made };
}
