import { setTimeout as wait } from "node:timers/promises";

const isWell = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );

/** Waits until the address answers 200. Throws when it has not after `timeoutMs`, or when the signal is given. */
export async function waitWell(url: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (!(await isWell(url))) {
    signal?.throwIfAborted();
    if (Date.now() > until) throw new Error(`${url} did not answer within ${timeoutMs / 1000} s; see its lines above.`);
    await wait(150, undefined, { signal });
  }
}
