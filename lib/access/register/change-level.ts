import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { Conflict, Forbidden } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { endDay } from "./days";
import { declare, mayDeclare, mustHaveNone, undeclared } from "./declare";
import { type Entry, endOf, isLive, mustChange, mustNotBeLast, turnAt } from "./entry";
import { levelGiven, whose, words } from "./input";

const input = z.object({
  ...whose,
  level: levelGiven,
  /** Level 2 is for a purpose and a time; asked for where the entry has none. */
  purpose: words(500).optional(),
  until: endDay.optional(),
  ...mayDeclare,
});

type Input = z.output<typeof input>;

/** Throws Invalid, with every field that is wrong, unless the school declares and says what the level needs. */
function mustDeclare(entry: Entry, of: Input): void {
  const faults = of.level === 2 ? undeclared(of) : {};
  if (!entry.purpose && !of.purpose) faults.purpose = "Enter what they need the data for";
  if (!entry.until && !of.until) faults.until = "Enter the end of the contract or support";
  mustHaveNone(faults);
}

async function mustAllow(context: Context, entry: Entry, level: number): Promise<void> {
  if (!isLive(entry))
    throw new Conflict("This person has no access now. Let them back in, or extend their access, first.");
  if (entry.level === level) throw new Conflict(`This person is at Level ${level} already.`);
  if (entry.level !== 1) return;
  const { scope } = context;
  if (scope.hat === "school") throw new Forbidden("The authority changes the level of a Level 1. You can remove them.");
  await mustNotBeLast(context, { laCode: scope.laCode, urn: entry.urn, person: entry.person });
}

/** Another level for a person, from their next request on; Level 2 only with declarations. Throws Invalid, Conflict, Forbidden, NotFound. */
export const changeLevel = command({
  name: "access.change-level",
  needs: "register",
  input,
  run: async (context, of) => {
    const { sql, scope } = context;
    const { urn, person, level } = of;
    await turnAt(context, urn);
    const entry = await mustChange(context, urn, person);
    await mustAllow(context, entry, level);
    mustDeclare(entry, of);
    await sql`
      update app.access set level = ${level}, purpose = coalesce(${of.purpose || null}, purpose),
        until = coalesce(${endOf(sql, of.until ?? null)}, until), confirmed_at = now()
      where la_code = ${scope.laCode} and urn = ${urn} and person_id = ${person}`;
    if (level === 2) await declare(context, { urn, person, level, dbsSeenOn: of.dbsSeenOn });
    await queueMail(context, {
      laCode: scope.laCode,
      template: "access-changed",
      to: { personId: person },
      ids: { urn },
    });
    return { from: entry.level };
  },
  note: ({ urn, person, level }, { from }) => ({ urn, person, from, level }),
});
