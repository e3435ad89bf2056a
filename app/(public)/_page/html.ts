/** Markup that is safe to send: made by `html` alone, which escapes all that is put into it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | false | Part[];

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join("");
  if (part === null || part === undefined || part === false) return "";
  return String(part).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** Markup with values in it, as text or inside a quoted attribute. Nothing is written for null, undefined and false. */
export const html = (markup: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(markup.reduce((all, piece, n) => all + textOf(parts[n - 1]) + piece));

/** Facts for search engines (schema.org), as a script that no browser runs. */
export const structured = (facts: Record<string, unknown>): Html =>
  new Html(`<script type="application/ld+json">${JSON.stringify(facts).replaceAll("<", "\\u003c")}</script>`);

export const styleSheet = (css: string): Html => new Html(`<style>${css}</style>`);
