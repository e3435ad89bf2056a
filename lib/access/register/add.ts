import { z } from "zod";
import { addressInput, nameInput } from "@/lib/access/address";
import { type Context, command } from "@/lib/access/door";
import { logInFor } from "@/lib/access/log-in";
import { Invalid } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { endDay } from "./days";
import { dbsMissing, dbsSeenOn, declarations, declare } from "./declare";
import { type Entry, entryOf, letIn, turnAt } from "./entry";
import { levelGiven, words } from "./input";
import { webMailOf } from "./web-mail";

const input = z
  .object({
    urn: z.string(),
    name: nameInput,
    email: addressInput,
    level: levelGiven,
    organisation: words(200).optional(),
    purpose: words(500, "Enter what they need the data for"),
    until: endDay,
    /** Ticked on purpose: an address with a web-mail service is meant. */
    webMail: z.boolean().default(false),
    ...declarations,
    dbsSeenOn,
  })
  .superRefine(({ email, webMail, level, dbsSeenOn: seen }, check) => {
    const service = webMailOf(email);
    const fault = (field: string, message: string) => check.addIssue({ code: "custom", path: [field], message });
    if (service && !webMail) fault("webMail", `Tick to confirm that you mean an address with ${service}`);
    if (level === 2 && !seen) fault("dbsSeenOn", dbsMissing);
  });

type Input = z.output<typeof input>;

/** Whom the register lists already is not entered again. */
function mustNotBeIn(entry: Entry | null): void {
  if (!entry || entry.removed || (entry.ended && !entry.suspended)) return;
  const state = entry.suspended ? "suspended. Let them back in from there" : `as ${entry.name}`;
  throw new Invalid("This address is in the register.", {
    email: `This address is in your school's register already, ${state}`,
  });
}

async function enter(context: Context, person: string, of: Input): Promise<void> {
  const { scope } = context;
  const { urn, level, name, email, organisation, purpose, until } = of;
  const by = { letInBy: scope.actor, letInByName: scope.actorName };
  await letIn(context, { laCode: scope.laCode, urn, person, name, email, level, organisation, purpose, until, ...by });
  await declare(context, { urn, person, level, dbsSeenOn: of.dbsSeenOn });
}

/**
 * A school lets a person in, and they are told by e-mail. An address with a log-in that this register never listed is not
 * entered by the school (`elsewhere`): the authority adds it, so that one person has one log-in. Whether it is in use at
 * another school, and at which, is not looked at. Throws Invalid, NotFound.
 */
export const addAccess = command({
  name: "access.add",
  needs: "register",
  input,
  run: async (context, of): Promise<{ person: string } | { elsewhere: true }> => {
    await turnAt(context, of.urn);
    const { scope } = context;
    const { id: person, signsIn } = await logInFor(context, of.email);
    const before = await entryOf(context, { laCode: scope.laCode, urn: of.urn, person });
    mustNotBeIn(before);
    if (signsIn && !before && scope.hat === "school") return { elsewhere: true };
    await enter(context, person, of);
    const template = signsIn ? "access-added" : "invite-school";
    await queueMail(context, { laCode: scope.laCode, template, to: { personId: person }, ids: { urn: of.urn } });
    return { person };
  },
  note: ({ urn, level, until, email }, done) => ({
    urn,
    level,
    until,
    ...(webMailOf(email) && { webMail: true }),
    ...done,
  }),
});
