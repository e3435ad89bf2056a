import type { Template } from "./templates";

export type Values = Record<string, string | undefined>;

export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

interface About {
  /** The addressee's name; null for a school's own address. */
  name: string | null;
  values: Values;
  /** Where the link leads, in full. */
  href: string;
  /** Who signs. */
  sender: string;
}

/** A sentence of a template with its values. Throws where one is missing: a sentence with a hole is not sent. */
export function filled(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (_, word: string) => {
    const value = values[word];
    if (value === undefined) throw new Error(`A template needs {${word}}.`);
    return value;
  });
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);

const never = "Keymark never asks for your password in an e-mail.";

function htmlOf(lines: string[], link: string): string {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`);
  return [
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"></head>',
    '<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#1b1b1b;max-width:36em">',
    ...paragraphs.slice(0, -2),
    `<p>${link}</p>`,
    ...paragraphs.slice(-2),
    "</body></html>",
  ].join("\n");
}

/** A template as it is sent, as plain text and as HTML that says the same. Subjects hold no line break. */
export function rendered(template: Template, { name, values, href, sender }: About): Rendered {
  const body = [name ? `Hello ${name},` : "Hello,", ...template.paragraphs.map((p) => filled(p, values))];
  const close = [sender, never];
  const anchor = `<a href="${escaped(href)}">${escaped(template.link.label)}</a>`;
  return {
    subject: filled(template.subject, values).replace(/\s+/g, " "),
    text: `${[...body, `${template.link.label}: ${href}`, ...close].join("\n\n")}\n`,
    html: htmlOf([...body, ...close], anchor),
  };
}
