import { type Scope, withScope } from "@/lib/database";
import { errorFacts, log } from "@/lib/log";
import { hatOf, urnOf, writeAct } from "./act";

/** Who was refused at which door, and how often since it was last written. */
interface Refused {
  scope: Scope;
  door: string;
  more: number;
}

export const windowMs = 60_000;
const open = new Map<string, Refused>();

const write = ({ scope, door }: Refused, times: number): Promise<void> =>
  withScope(scope, (tx) => writeAct(tx, scope, { door: "door.refused", note: { door, times } }));

async function closeWindow(key: string): Promise<void> {
  const refused = open.get(key);
  open.delete(key);
  if (!refused || refused.more === 0) return;
  try {
    await write(refused, refused.more);
  } catch (error) {
    log("error", "audit.fault", errorFacts(error));
  }
}

/**
 * A refusal is an act too, in a transaction of its own. So that nobody can flood the audit with them, the first one of a
 * person, hat and door is written at once, and those of the minute that follows are counted and written as one act.
 */
export async function noteRefusal(scope: Scope, door: string): Promise<void> {
  const key = [scope.laCode, scope.actor, hatOf(scope), urnOf(scope), door].join(" ");
  const known = open.get(key);
  if (known) {
    known.more += 1;
    return;
  }
  const refused = { scope, door, more: 0 };
  open.set(key, refused);
  setTimeout(() => void closeWindow(key), windowMs).unref();
  await write(refused, 1);
}
