import { type MadeSchool, makeAccess, makeStaff } from "@/db/make";
import type { Scope } from "@/lib/database";
import { hatsOf, scopeFor } from "./scope-of";

/** Scopes for tests, by the way of every request: an entry in a list, the hats that follow from it, a hat's scope. */
async function wearing(personId: string, laCode: string, urn: string | null): Promise<Scope> {
  const hat = (await hatsOf(personId)).find((h) => h.laCode === laCode && h.urn === urn);
  if (!hat) throw new Error("This person has no such hat.");
  return scopeFor(personId, hat);
}

type Rights = Parameters<typeof makeStaff>[1];

/** A new member of the authority's staff, who sees and edits assessment data unless told otherwise. */
export const asStaff = async (laCode: string, rights: Rights = {}): Promise<Scope> =>
  wearing(await makeStaff(laCode, rights), laCode, null);

type Entry = Parameters<typeof makeAccess>[1];

/** A person in a school's Access Register, wearing that school's hat; a person given may have others. */
export const asSchool = async (school: MadeSchool, entry: Entry): Promise<Scope> =>
  wearing(await makeAccess(school, entry), school.laCode, school.urn);
