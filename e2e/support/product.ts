import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { codeNow } from "@/lib/access/second-factor";
import { adminSql } from "./database";
import type { Person } from "./people";

export const pathOf = (page: Page): string => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};

/** Gives the code that the person's app shows. Codes count once, so the last one is forgotten: tests do not wait for the next. */
export async function fillCode(page: Page, { email, secret = "" }: Person): Promise<void> {
  await adminSql()`update auth.people set totp_step = null where email = ${email}`;
  await page.getByLabel("Code from your authenticator app").fill(codeNow(secret));
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL((url) => url.pathname !== "/second-factor");
}

/** Fills in the sign-in page that is open, both factors, and waits until it is left. */
export async function fillSignIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  if (new URL(page.url()).pathname === "/second-factor") await fillCode(page, person);
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, person);
}

export async function signOut(page: Page, { name }: Person): Promise<void> {
  await page.locator("summary", { hasText: name }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/sign-in");
}

/** No serious or critical fault by axe's rules on the page as it is, but for what a selector leaves out. */
export async function expectAccessible(page: Page, without?: string): Promise<void> {
  // A page that was led to within the site gets its title a moment later.
  await expect(page).toHaveTitle(/\S/);
  const axe = new AxeBuilder({ page });
  const { violations } = await (without ? axe.exclude(without) : axe).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
