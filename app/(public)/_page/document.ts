import { readFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";
import { type Html, html, styleSheet } from "./html";

/** A page for everyone: it knows no person and needs no script, so that caches may keep it. */
export interface PublicPage {
  /** Without the product's name. */
  title: string;
  description?: string;
  /** Its one true address, from the root; search engines leave a page without one alone. */
  canonical?: string;
  /** Facts for search engines. */
  facts?: Html;
  main: Html;
}

const style = styleSheet(
  readFileSync(path.join(process.cwd(), "app", "(public)", "_page", "public.css"), "utf8").replace(/\s*\n\s*/g, ""),
);

/** An address as others must write it. */
export const absolute = (address: string): string => new URL(address, env().publicUrl).href;

const head = (page: PublicPage): Html => html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>${page.title} – Keymark</title>
${page.description && html`<meta name="description" content="${page.description}">`}
${
  page.canonical === undefined
    ? html`<meta name="robots" content="noindex, follow">`
    : html`<link rel="canonical" href="${absolute(page.canonical)}">`
}
<link rel="icon" href="data:,">
${style}${page.facts}`;

const foot = html`<footer class="foot"><nav aria-label="About Keymark"><a class="link" href="/help">Help</a>
<a class="link" href="/accessibility">Accessibility</a> <a class="link" href="/privacy">Privacy</a></nav>
<p>School details come from Get Information about Schools. Contains public sector information licensed under the Open
Government Licence v3.0.</p></footer>`;

/** The whole document of a public page. */
export const documentOf = (page: PublicPage): string =>
  html`<!doctype html>
<html lang="en-GB"><head>${head(page)}</head>
<body><a class="skip" href="#main">Skip to content</a>
<header class="bar"><a class="brand" href="/">Keymark</a><a class="link" href="/sign-in">Sign in</a></header>
<main id="main" tabindex="-1" class="page">${page.main}</main>
${foot}</body></html>`.text;
