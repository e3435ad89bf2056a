import type { z } from "zod";
import { type Scope, type Tx, withScope } from "@/lib/database";
import { Forbidden, Invalid } from "@/lib/errors";
import { type Note, writeAct } from "./act";
import { type Capability, capabilities } from "./capabilities";
import { noteRefusal } from "./refusals";

interface Declared<I extends z.ZodType, R> {
  /** Dotted, the same in code, audit and queue: `import.receive`. */
  name: string;
  needs: Exclude<Capability, "open">;
  input: I;
  run(context: Context, input: z.output<I>): Promise<R>;
}

export interface Context extends Tx {
  scope: Scope;
}

interface QueryDeclared<I extends z.ZodType, R> extends Declared<I, R> {
  /** A query that shows pupils says what it notes; its act is committed before any row leaves. */
  sees?: (input: z.output<I>, result: R) => Note;
}

interface CommandDeclared<I extends z.ZodType, R> extends Declared<I, R> {
  note: (input: z.output<I>, result: R) => Note;
}

export interface Door<I extends z.ZodType = z.ZodType, R = unknown> {
  (scope: Scope, input: z.input<I>): Promise<R>;
  door: { name: string; needs: Capability; kind: "query" | "command"; seesPupils: boolean };
}

/** Every door of the product, in the order in which it was declared; the access matrix covers each. */
export const doors: Door[] = [];

function admit<I extends z.ZodType>(
  scope: Scope,
  d: { name: string; needs: Exclude<Capability, "open">; input: I },
  input: unknown,
) {
  const capability = capabilities[d.needs];
  if (!capability.holds(scope)) throw new Forbidden(`You need the right to ${capability.about} for this.`);
  const parsed = d.input.safeParse(input);
  if (parsed.success) return parsed.data as z.output<I>;
  const fields = Object.fromEntries(parsed.error.issues.map((i) => [i.path.join(".") || "input", i.message]));
  throw new Invalid(
    Object.entries(fields)
      .map(([k, v]) => `${k}: ${v}`)
      .join("; "),
    fields,
  );
}

/** Runs a door and notes where it refused: for want of a right, or of what the school needs for this. */
async function refusing<R>(scope: Scope, door: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Forbidden) await noteRefusal(scope, door);
    throw error;
  }
}

function register<I extends z.ZodType, R>(door: Door<I, R>, about: Door["door"]): Door<I, R> {
  door.door = about;
  doors.push(door as unknown as Door);
  return door;
}

/** A door that only reads: its transaction is READ ONLY. Throws Forbidden, Invalid, NotFound. */
export function query<I extends z.ZodType, R>(d: QueryDeclared<I, R>): Door<I, R> {
  const door = (scope: Scope, input: z.input<I>) =>
    refusing(scope, d.name, async () => {
      const parsed = admit(scope, d, input);
      const result = await withScope(scope, (tx) => d.run({ ...tx, scope }, parsed), { readOnly: true });
      const sees = d.sees;
      if (sees) await withScope(scope, (tx) => writeAct(tx, scope, { door: d.name, note: sees(parsed, result) }));
      return result;
    });
  return register(door as Door<I, R>, { name: d.name, needs: d.needs, kind: "query", seesPupils: Boolean(d.sees) });
}

/** A door that changes something: work and act commit together. Throws Forbidden, Invalid, NotFound, Conflict. */
export function command<I extends z.ZodType, R>(d: CommandDeclared<I, R>): Door<I, R> {
  const door = (scope: Scope, input: z.input<I>) =>
    refusing(scope, d.name, async () => {
      const parsed = admit(scope, d, input);
      return withScope(scope, async (tx) => {
        const result = await d.run({ ...tx, scope }, parsed);
        await writeAct(tx, scope, { door: d.name, note: d.note(parsed, result) });
        return result;
      });
    });
  return register(door as Door<I, R>, { name: d.name, needs: d.needs, kind: "command", seesPupils: false });
}
