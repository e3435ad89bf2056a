import { can } from "@/lib/access/capabilities";
import type { Scope } from "@/lib/database";
import { env } from "@/lib/env";
import { Forbidden, Invalid } from "@/lib/errors";
import { listImports } from "@/lib/imports/list";
import { receiveImport } from "@/lib/imports/receive";
import { removeStored, storeUpload } from "@/lib/store";

/** What can be said before a byte is read: the right to import, and a place in the queue. Throws Forbidden, Invalid. */
export async function requirePlace(scope: Scope): Promise<void> {
  if (!can(scope, "import")) throw new Forbidden("You need the right to import files for this.");
  const { queue, limit } = await listImports(scope, { recent: 0 });
  if (queue.length >= limit) {
    throw new Invalid(
      `The queue is full: ${queue.length} of ${limit} uploads are waiting. Try again when one is through, or send several files as one ZIP.`,
    );
  }
}

/** Throws Invalid for a file that says itself that it is larger than what is taken. */
export function requireSize(bytes: number, cap = env().caps.inBytes): void {
  if (bytes > cap) {
    throw new Invalid(
      `The file is larger than ${Math.floor(cap / 2 ** 20)} MB, the most that is taken. Send it in parts.`,
    );
  }
}

/** Stores one file and enters it into the queue; what is refused leaves nothing stored. Throws Invalid, Conflict in words. */
export async function takeFile(
  scope: Scope,
  fileName: string,
  source: AsyncIterable<Uint8Array>,
): Promise<{ id: string }> {
  const stored = await storeUpload(scope.laCode, source, env().caps.inBytes);
  try {
    return await receiveImport(scope, { ...stored, fileName });
  } catch (error) {
    await removeStored(stored.stored);
    throw error;
  }
}
