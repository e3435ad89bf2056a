import { readFile } from "node:fs/promises";
import path from "node:path";
import { NotFound } from "@/lib/errors";
import { publicRoute } from "../../_page/public-route";

/** The fonts of the public pages; a face of another version gets another name. */
const fonts: Record<string, string> = {
  "source-sans-3-400.woff2": "source-sans-3-latin-400-normal.woff2",
  "source-sans-3-700.woff2": "source-sans-3-latin-700-normal.woff2",
};

const folder = path.join(process.cwd(), "node_modules", "@fontsource", "source-sans-3", "files");

export const dynamic = "force-dynamic";

export const GET = publicRoute(async (_url, { file }: { file: string }) => {
  const name = Object.hasOwn(fonts, file) ? fonts[file] : undefined;
  if (!name) throw new NotFound("There is no such file.");
  const bytes = await readFile(path.join(folder, name));
  const headers = { "Content-Type": "font/woff2", "Cache-Control": "public, max-age=31536000, immutable" };
  return new Response(new Uint8Array(bytes), { headers });
});
