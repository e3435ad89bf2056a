import { Invalid } from "@/lib/errors";
import { addText, beginElement, endElement, startState } from "./ctf-tree";
import type { CtfHeader, CtfPupil } from "./types";
import { parseXml } from "./xml";

export interface CtfHandlers {
  header(header: CtfHeader): void | Promise<void>;
  pupil(pupil: CtfPupil): void | Promise<void>;
}

/**
 * Reads a Common Transfer File as a stream: by element name, whatever the version, namespace and order; elements it
 * does not know are passed over, and an empty one counts as missing. `source` is drawn no faster than the handlers
 * settle. Returns how many pupils were given to `on.pupil`. Throws `Invalid` in words that never quote a pupil;
 * what was given to the handlers before that must be dropped. `source` is ended in every case.
 */
export async function readCtf(source: AsyncIterable<Uint8Array>, on: CtfHandlers): Promise<{ pupils: number }> {
  const state = startState();
  let pupils = 0;
  await parseXml(source, {
    open: (name, line) => beginElement(state, name, line),
    text: (piece) => {
      addText(state, piece);
    },
    close: () => endElement(state),
    flush: () => {
      const { header, pupils: batch } = state.ready;
      if (!header && batch.length === 0) return;
      state.ready = { header: null, pupils: [] };
      pupils += batch.length;
      return deliver(on, header, batch);
    },
  });
  if (state.headers === 0) throw new Invalid("The file has no Header, so its school and year are not known.");
  return { pupils };
}

async function deliver(on: CtfHandlers, header: CtfHeader | null, pupils: CtfPupil[]): Promise<void> {
  if (header) {
    const done = on.header(header);
    if (done) await done;
  }
  for (const pupil of pupils) {
    const done = on.pupil(pupil);
    if (done) await done;
  }
}
