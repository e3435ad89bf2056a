import { z } from "zod";
import { addressInput, nameInput } from "@/lib/access/address";
import { command } from "@/lib/access/door";
import { Conflict, NotFound } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { ownSchools } from "@/lib/schools/own";
import { webMailOf } from "../register/web-mail";
import { inTurn, leadersNow, makeLeader, otherAdministrators } from "./rows";

/**
 * Makes a school's first Level 1, or one in another's place, and announces it to the school's own address and the other
 * administrators. The declarations are the school's of those whom it lets in: there are none here. Throws NotFound,
 * Invalid, Conflict, Forbidden.
 */
export const appointLeader = command({
  name: "leaders.appoint",
  needs: "administer",
  input: z
    .object({
      urn: z.string(),
      name: nameInput,
      email: addressInput,
      replaces: z.uuid().nullable().default(null),
      /** A web-mail address is meant. */
      webMail: z.boolean().default(false),
    })
    .superRefine(({ email, webMail }, check) => {
      const service = webMailOf(email);
      if (!service || webMail) return;
      const message = `Tick to confirm that you mean an address with ${service}`;
      check.addIssue({ code: "custom", path: ["webMail"], message });
    }),
  run: async ({ scope, ...tx }, of) => {
    await inTurn(tx, scope.laCode);
    const school = (await ownSchools(tx, scope.laCode)).find((s) => s.urn === of.urn);
    if (!school) throw new NotFound("There is no such school in this authority.");
    if (school.closed) throw new Conflict(`${school.name} is closed.`);
    const now = (await leadersNow(tx, scope.laCode)).get(of.urn) ?? [];
    if (of.replaces && !now.some((l) => l.personId === of.replaces))
      throw new Conflict("The person to be replaced is no longer a Level 1 of this school.");
    const person = await makeLeader(tx, scope, of, now);
    for (const personId of await otherAdministrators(tx, scope))
      await queueMail(tx, { laCode: scope.laCode, template: "level-1-made", to: { personId }, ids: { urn: of.urn } });
    return { person };
  },
  note: ({ urn, replaces, email }, { person }) => ({
    urn,
    person,
    level: 1,
    ...(replaces && { replaces }),
    ...(webMailOf(email) && { webMail: true }),
  }),
});

/** Says that a school's Level 1 is still right. Throws NotFound, Forbidden (oneself, by the database). */
export const confirmLeader = command({
  name: "leaders.confirm",
  needs: "administer",
  input: z.object({ urn: z.string(), person: z.uuid() }),
  run: async ({ scope, sql }, { urn, person }) => {
    const done = await sql`
      update app.access set confirmed_at = now()
      where la_code = ${scope.laCode} and urn = ${urn} and person_id = ${person} and level = 1 and removed_at is null`;
    if (done.count === 0) throw new NotFound("There is no such Level 1.");
  },
  note: ({ urn, person }) => ({ urn, person }),
});
