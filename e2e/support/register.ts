import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { hashPassword } from "@/lib/access/password";
import { giveSecondFactor } from "@/lib/access/second-factor";
import { adminSql } from "./database";
import { type Person, secondFactor } from "./people";

/** Somebody whom nobody has let in yet. */
export function newPerson(called: string): Person {
  const own = randomUUID().slice(0, 8);
  const [email, name] = [`${own}@read-well.example`, `${called} ${own}`];
  return {
    email,
    name,
    title: name,
    password: "copper lantern otter basin",
    secret: secondFactor,
  };
}

/** Chooses a password and sets up the second factor, as the person does after their invitation. */
export async function acceptInvitation({ email, password, secret = "" }: Person): Promise<void> {
  const hash = await hashPassword(password);
  const done = await adminSql()`update auth.people set password_hash = ${hash} where email = ${email}`;
  expect(done.count).toBe(1);
  await giveSecondFactor(email, secret);
}

/** Opens the register of the school that the page is at, by its tab. */
export async function openRegister(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Access Register", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Access Register" })).toBeVisible();
}

export async function tickDeclarations(page: Page): Promise<void> {
  for (const words of [/meets our safeguarding/, /understands what data protection/, /policy on acceptable use/])
    await page.getByLabel(words).check();
}
