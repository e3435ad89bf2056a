import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "./env";
import { Invalid } from "./errors";

/** Uploaded files, and those that we made, lie under the data folder by names of our own; the name a person gave is only ever shown. */
const root = () => path.join(env().dataDir, "uploads");
const place = (stored: string) => path.join(root(), ...stored.split("/"));

export interface Stored {
  stored: string;
  bytes: number;
  sha256: string;
}

/** Streams an upload to the store, hashing it. Over the cap: Invalid, and nothing is left behind. */
export async function storeUpload(laCode: string, source: AsyncIterable<Uint8Array>, cap: number): Promise<Stored> {
  const stored = `${laCode}/${randomUUID()}`;
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > cap) {
        done(
          new Invalid(
            `The file is larger than ${Math.floor(cap / 2 ** 20)} MB, the most that is taken. Send it in parts.`,
          ),
        );
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await mkdir(path.dirname(place(stored)), { recursive: true, mode: 0o700 });
  try {
    await pipeline(source, measure, createWriteStream(place(stored), { mode: 0o600 }));
  } catch (error) {
    await rm(place(stored), { force: true });
    throw error;
  }
  if (bytes === 0) {
    await rm(place(stored), { force: true });
    throw new Invalid("The file is empty. Export it again from your system.");
  }
  return { stored, bytes, sha256: hash.digest("hex") };
}

/** Keeps bytes that we made, whole or not at all, under a name of the authority's that we give. Returns the stored name. */
export async function storeMade(laCode: string, name: string, bytes: Uint8Array): Promise<string> {
  const stored = `${laCode}/${name}`;
  await mkdir(path.dirname(place(stored)), { recursive: true, mode: 0o700 });
  await writeFile(`${place(stored)}.part`, bytes, { mode: 0o600 });
  await rename(`${place(stored)}.part`, place(stored));
  return stored;
}

export const readStored = (stored: string): Promise<Buffer> => readFile(place(stored));
export const storedPath = (stored: string): string => place(stored);
export const openStored = (stored: string) => createReadStream(place(stored), { highWaterMark: 256 * 1024 });
export const removeStored = (stored: string): Promise<void> => rm(place(stored), { force: true });
