import { z } from "zod";
import { makeListener } from "@/db/client";
import { env } from "./env";
import { type ChangeEvent, channel, eventKinds } from "./events";
import { errorFacts, log } from "./log";

/** What a subscriber is told; null after a broken connection: something may have happened unheard. */
export type Heard = ChangeEvent | null;
type Listener = (event: Heard) => void;

const message = z.object({ la: z.string(), kind: z.enum(eventKinds), id: z.string() });

const byAuthority = new Map<string, Set<Listener>>();
let connection: ReturnType<typeof makeListener> | undefined;

function spread(text: string): void {
  const parsed = message.safeParse(JSON.parse(text));
  if (!parsed.success) return;
  for (const listener of byAuthority.get(parsed.data.la) ?? []) listener(parsed.data);
}

/** Called when the connection listens, at first and after each break: whoever is there looks anew. */
function caughtUp(): void {
  for (const listeners of byAuthority.values()) for (const listener of listeners) listener(null);
}

/** One connection per process; the driver connects it anew when it breaks. */
function connect(): void {
  if (connection) return;
  connection = makeListener(env().databaseUrls.user);
  connection.listen(channel, spread, caughtUp).catch((error) => log("warn", "events.unheard", errorFacts(error)));
}

/** Tells the listener of every change in an authority from now on, until the returned function is called. */
export function subscribe(la: string, listener: Listener): () => void {
  connect();
  const listeners = byAuthority.get(la) ?? new Set();
  byAuthority.set(la, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) byAuthority.delete(la);
  };
}

/** Ends the connection; for tests and commands that finish. */
export async function closeHub(): Promise<void> {
  const open = connection;
  connection = undefined;
  byAuthority.clear();
  await open?.end({ timeout: 1 });
}
