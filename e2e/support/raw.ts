import { readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext, Page } from "@playwright/test";
import { z } from "zod";

const manifest = z.object({ node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })) });

export interface Action {
  id: string;
  file: string;
  name: string;
}

/** Every server action of the build under test, as anyone can learn them from its pages. */
export function serverActions(): Action[] {
  const file = path.join(".next", "server", "server-reference-manifest.json");
  const { node } = manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.entries(node).map(([id, { filename, exportedName }]) => ({ id, file: filename, name: exportedName }));
}

interface Sent {
  at: string;
  action: Action;
  fields: Record<string, string>;
  /** Actions that a form's state goes through take it first. */
  state?: object;
  headers?: Record<string, string>;
}

/** Calls a server action as the framework's client does, with whatever headers are given. */
export function callAction(request: APIRequestContext, { at, action, fields, state, headers }: Sent) {
  // The call itself comes last: it is taken as soon as it is read.
  const multipart = new FormData();
  for (const [name, value] of Object.entries(fields)) multipart.append(`_1_${name}`, value);
  multipart.append("0", JSON.stringify(state ? [state, "$K1"] : ["$K1"]));
  return request.post(at, { headers: { "Next-Action": action.id, ...headers }, multipart, maxRedirects: 0 });
}

export const originOf = (page: Page): string => new URL(process.env.BASE_URL ?? page.url()).origin;

export const sessionOf = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name.endsWith("keymark-session"));
