import { z } from "zod";
import { addressInput, nameInput } from "@/lib/access/address";
import { type Context, command } from "@/lib/access/door";
import { Conflict, Invalid } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { declare, mayDeclare, mustHaveNone, undeclared } from "./declare";
import { isLive, mustChange, turnAt } from "./entry";
import { level1Of, tellAdministrators } from "./mail";

const input = z.object({
  urn: z.string(),
  /** Somebody in the register; the authority may name a person who is not. */
  person: z.uuid().optional(),
  name: nameInput.optional(),
  email: addressInput.optional(),
  ...mayDeclare,
});

type Input = z.output<typeof input>;

interface Asked {
  person: string | null;
  name: string;
  email: string;
}

async function whomOf(context: Context, { urn, person, name, email }: Input): Promise<Asked> {
  if (!person) {
    if (name && email && context.scope.hat !== "school") return { person: null, name, email };
    const fields = {
      ...(!name && { name: "Enter the person’s name" }),
      ...(!email && { email: "Enter an e-mail address" }),
    };
    throw new Invalid("Say who is to be a Level 1.", fields);
  }
  const entry = await mustChange(context, urn, person);
  if (!isLive(entry)) throw new Conflict("This person has no access now. Let them back in first.");
  if (entry.level === 1) throw new Conflict("This person is a Level 1 already.");
  return { person, name: entry.name, email: entry.email };
}

/** Throws Conflict where the same is asked already. */
async function mustBeNew({ sql, scope }: Context, urn: string, email: string): Promise<void> {
  const [waiting] = await sql`
    select from app.access_requests where la_code = ${scope.laCode} and urn = ${urn} and kind = 'level-1'
      and state = 'waiting' and email = ${email}`;
  if (waiting) throw new Conflict("This has been asked already and waits for an answer.");
}

/**
 * A further Level 1 needs both sides: the school asks for somebody in its register, declaring what Level 1 needs, and the
 * authority answers; or the authority asks, and a Level 1 of the school answers. Throws Invalid, Conflict, NotFound.
 */
export const askLevel1 = command({
  name: "access.ask-level-1",
  needs: "register",
  input,
  run: async (context, of) => {
    await turnAt(context, of.urn);
    const { sql, scope } = context;
    const { urn } = of;
    const { person, name, email } = await whomOf(context, of);
    await mustBeNew(context, urn, email);
    const side = scope.hat === "school" ? "school" : "la";
    if (side === "school" && person) {
      mustHaveNone(undeclared(of));
      await declare(context, { urn, person, level: 1, dbsSeenOn: of.dbsSeenOn });
    }
    const about = { la_code: scope.laCode, urn, kind: "level-1", side, name, email, person_id: person };
    const [made] = await sql<{ id: string }[]>`
      insert into app.access_requests ${sql({ ...about, asked_by: scope.actor, asked_by_name: scope.actorName })} returning id`;
    const request = made?.id ?? "";
    const mail = { laCode: scope.laCode, ids: { urn, request } };
    if (side === "school") await tellAdministrators(context, { ...mail, template: "request-received" });
    else
      for (const to of await level1Of(context, scope.laCode, urn))
        await queueMail(context, { ...mail, to, template: "level-1-asked" });
    return { request, side };
  },
  note: ({ urn, person }, { request, side }) => ({ urn, person, request, side }),
});
