import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { crawl, type Received } from "./crawl";
import { allPupils, type Pupil } from "./database";
import { demo } from "./people";
import { Children, type Hit, scan } from "./scan";
import { textsOf } from "./texts";

/** The product's own words: what stands in its pages whatever data it holds. */
function ownWords(): string {
  const sources = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)),
  );
  const files = sources.filter((file) => /\.(ts|tsx)$/.test(file) && !/\.test\.tsx?$/.test(file));
  return files.map((file) => readFileSync(file, "utf8")).join("\n");
}

/**
 * The children to look for, without what is no secret: the product's own words, what anyone reads about the schools, and
 * the names of those who sign in.
 */
export async function secretChildren(
  anyone: APIRequestContext,
  which: (pupil: Pupil) => boolean = () => true,
): Promise<Children> {
  const pupils = (await allPupils()).filter(which);
  const children = new Children(pupils);
  children.forget(ownWords());
  children.forget(JSON.stringify(demo().people));
  const follow = (address: string) => /^\/schools(\/\d+)?(\?|$)/.test(address);
  const from = ["/", "/sign-in", "/schools?q=Calderwick", ...new Set(pupils.map(({ urn }) => `/schools/${urn}`))];
  for (const { bytes, type } of await crawl(anyone, { from, follow })) {
    if (/html|component|javascript|css/.test(type)) children.forget(bytes.toString("utf8"));
  }
  return children;
}

export interface Found extends Hit {
  where: string;
}

/** What an answer gives away of the children, in any of its parts and through any encoding. */
export async function foundIn(children: Children, { address, as, bytes }: Received): Promise<Found[]> {
  const texts = await textsOf(bytes);
  return texts.flatMap((text) => scan(children, text)).map((hit) => ({ ...hit, where: `${address} (${as})` }));
}
