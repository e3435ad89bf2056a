import { hashPassword } from "@/lib/access/password";
import { giveSecondFactor } from "@/lib/access/second-factor";
import { adminSql } from "./database";
import type { Person } from "./people";

/** Gives a log-in its password and second factor, as its owner would by the link that they are sent. */
export async function setUpLogIn({ email, password, secret = "" }: Person): Promise<void> {
  const done = await adminSql()`
    update auth.people set password_hash = ${await hashPassword(password)} where email = ${email}`;
  if (done.count !== 1) throw new Error("There is no such log-in.");
  await giveSecondFactor(email, secret);
}
