import { KeymarkError, NotFound } from "@/lib/errors";
import { documentOf, type PublicPage } from "./document";
import { html } from "./html";
import { searchForm } from "./search-form";

/** Five minutes as they are, a day while a fresh one is fetched. */
export const kept = "public, max-age=300, stale-while-revalidate=86400";

const type = "text/html; charset=utf-8";

export const pageResponse = (page: PublicPage): Response =>
  new Response(documentOf(page), { headers: { "Content-Type": type, "Cache-Control": kept } });

/** To the same page by its short address. */
export const shorter = (address: string): Response =>
  new Response(null, { status: 308, headers: { Location: address, "Cache-Control": kept } });

const refused = (status: number, page: PublicPage): Response =>
  new Response(documentOf(page), { status, headers: { "Content-Type": type, "Cache-Control": "no-store" } });

/** What a public address answers to an error: what is not there says so, anything else gives a number to quote. */
export function refusal(error: unknown, note: (error: unknown) => string): Response {
  if (error instanceof NotFound) {
    const main = html`<h1>Not found</h1><p class="count">${error.message}</p>${searchForm({})}`;
    return refused(404, { title: "Not found", main });
  }
  const words = error instanceof KeymarkError ? error.message : "Something went wrong here.";
  const number = error instanceof KeymarkError ? null : html` Reference ${note(error)}.`;
  const main = html`<h1>That did not work</h1><p class="count">${words}${number} Please try again in a moment.</p>`;
  return refused(error instanceof KeymarkError ? 400 : 500, { title: "That did not work", main });
}
