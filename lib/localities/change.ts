import { z } from "zod";
import { command } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { dayInput } from "@/lib/days";
import { Conflict, NotFound } from "@/lib/errors";
import { tickedSchools } from "@/lib/schools/choice";
import { ownSchools } from "@/lib/schools/own";
import { readLocalities } from "./list";
import { endLocality, inTurn, type Kind, kinds, kindWords, moveSchools } from "./rows";

const kind = z.enum(kinds);
const nameInput = z.string().trim().min(1, "Enter a name").max(80, "A name has at most 80 characters");

/** Throws Conflict where another of the kind goes by the name. */
async function mustBeFree(tx: Tx, laCode: string, of: { kind: Kind; name: string; id?: string }): Promise<void> {
  const same = (await readLocalities(tx, laCode)).find(
    (l) => l.kind === of.kind && l.until === null && l.id !== of.id && l.name.toLowerCase() === of.name.toLowerCase(),
  );
  if (same) throw new Conflict(`There is a ${kindWords[of.kind].one} called ${same.name} already.`);
}

/** A Locality or Area that goes on. Throws NotFound, Conflict where it has an end. */
async function goingOn(tx: Tx, laCode: string, id: string) {
  const found = (await readLocalities(tx, laCode)).find((l) => l.id === id);
  if (!found) throw new NotFound("There is no such Locality or Area.");
  if (found.until !== null) throw new Conflict(`${found.name} has been ended. Make a new one if it is needed again.`);
  return found;
}

export async function makeLocality({ sql }: Tx, laCode: string, of: { kind: Kind; name: string }): Promise<string> {
  const [made] = await sql<{ id: string }[]>`
    insert into app.localities (la_code, kind, name) values (${laCode}, ${of.kind}, ${of.name}) returning id`;
  return made?.id ?? "";
}

/** Makes a Locality or Area; schools are moved into it afterwards. Throws Invalid, Conflict. */
export const addLocality = command({
  name: "localities.add",
  needs: "administer",
  input: z.object({ kind, name: nameInput }),
  run: async ({ scope, ...tx }, { kind: of, name }) => {
    await inTurn(tx, scope.laCode);
    await mustBeFree(tx, scope.laCode, { kind: of, name });
    return { id: await makeLocality(tx, scope.laCode, { kind: of, name }) };
  },
  note: ({ kind: of, name }, { id }) => ({ id, kind: of, to: name }),
});

/** Gives it another name, in reports too. Throws NotFound, Invalid, Conflict. */
export const renameLocality = command({
  name: "localities.rename",
  needs: "administer",
  input: z.object({ id: z.uuid(), name: nameInput }),
  run: async ({ scope, ...tx }, { id, name }) => {
    await inTurn(tx, scope.laCode);
    const was = await goingOn(tx, scope.laCode, id);
    await mustBeFree(tx, scope.laCode, { kind: was.kind, name, id });
    await tx.sql`update app.localities set name = ${name} where la_code = ${scope.laCode} and id = ${id}`;
    return was;
  },
  note: ({ id, name }, was) => ({ id, kind: was.kind, from: was.name, to: name }),
});

/** Ends it on a last day; its schools are in none from the next day on. Throws NotFound, Invalid, Conflict. */
export const endLocalityOn = command({
  name: "localities.end",
  needs: "administer",
  input: z.object({ id: z.uuid(), last: dayInput("Enter its last day") }),
  run: async ({ scope, ...tx }, { id, last }) => {
    await inTurn(tx, scope.laCode);
    const was = await goingOn(tx, scope.laCode, id);
    await endLocality(tx, scope.laCode, { id, last });
    return was;
  },
  note: ({ id, last }, { kind: of }) => ({ id, kind: of, until: last }),
});

/** Moves schools into a Locality or Area, or out of any, from a day on. Throws NotFound, Invalid, Conflict. */
export const moveIntoLocality = command({
  name: "localities.move",
  needs: "administer",
  input: z.object({
    kind,
    into: z.uuid().nullable(),
    urns: z.array(z.string()).max(2000),
    day: dayInput("Enter the day on which they move"),
  }),
  run: async ({ scope, ...tx }, { kind: of, into, urns, day }) => {
    await inTurn(tx, scope.laCode);
    const target = into === null ? null : await goingOn(tx, scope.laCode, into);
    if (target && target.kind !== of) throw new NotFound(`There is no such ${kindWords[of].one}.`);
    const schools = tickedSchools(await ownSchools(tx, scope.laCode), urns);
    const wanted = schools.map(({ urn }) => ({ urn, into }));
    return moveSchools(tx, scope.laCode, { kind: of, day, wanted });
  },
  note: ({ kind: of, into, day }, moved) => ({ kind: of, id: into, day, urns: moved.map((m) => m.urn), moved }),
});
