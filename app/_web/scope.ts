import "server-only";
import { cache } from "react";
import { type Hat, hatsOf, noteUse, scopeFor } from "@/lib/access/scope-of";
import { needsSecond } from "@/lib/access/second-factor";
import type { Scope } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import { isSchoolOf } from "@/lib/schools/authority-schools";
import { currentPerson, type Person, requirePerson, sendForSecond } from "./session";

export { currentPerson, requirePerson } from "./session";

/**
 * Everything the signed-in person is let into, as it is at this request. Who was let into something that needs a second
 * factor since the session was opened is sent to give it first.
 */
export const currentHats = cache(async (): Promise<Hat[]> => {
  const person = await requirePerson();
  const hats = await hatsOf(person.id);
  return !person.session.secondAt && needsSecond(hats) ? sendForSecond() : hats;
});

/** Where the first page of a hat is; for staff without a data domain that is the list of schools, which needs none. */
export function placeOf(hat: Hat): string {
  if (hat.urn !== null) return `/school/${hat.urn}`;
  return hat.see.length > 0 ? `/la/${hat.laCode}` : `/la/${hat.laCode}/schools`;
}

const isWorn = ({ hat: worn }: Person, hat: Hat) => worn?.laCode === hat.laCode && worn.urn === hat.urn;

async function staffHatOver(person: Person, hats: Hat[], urn: string): Promise<Hat | undefined> {
  for (const hat of hats.filter((h) => h.urn === null)) {
    if (await isSchoolOf(scopeFor(person.id, hat), urn)) return hat;
  }
  return undefined;
}

/**
 * The hat that an address about a school is seen with: the person's own for that school, or that of staff of its
 * authority; where both fit, the one put on last, else staff. Undefined when neither fits.
 */
async function hatForSchool(person: Person, hats: Hat[], urn: string): Promise<Hat | undefined> {
  const own = hats.find((hat) => hat.urn === urn);
  const staff = await staffHatOver(person, hats, urn);
  return own && staff && isWorn(person, own) ? own : (staff ?? own);
}

export interface Worn {
  scope: Scope;
  hat: Hat;
}

async function wear(person: Person, hat: Hat | undefined): Promise<Worn> {
  if (!hat) throw new NotFound("There is no such page, or you are not let in.");
  await noteUse(person.id, hat);
  return { hat, scope: scopeFor(person.id, hat) };
}

/** Scope for a school's address. Sends to sign-in; throws NotFound for a school that is unknown or that lets the person in no more. */
export const schoolScope = cache(async (urn: string): Promise<Worn> => {
  const person = await requirePerson();
  return wear(person, await hatForSchool(person, await currentHats(), urn));
});

/** Scope of an authority's staff. Sends to sign-in; throws NotFound for everyone else. */
export const laScope = cache(async (la: string): Promise<Worn> => {
  const person = await requirePerson();
  return wear(
    person,
    (await currentHats()).find((hat) => hat.urn === null && hat.laCode === la),
  );
});

/** A place that an address speaks of. */
export type Place = { urn: string } | { la: string };
export const placeScope = (place: Place): Promise<Worn> =>
  "urn" in place ? schoolScope(place.urn) : laScope(place.la);

/** The same for streams and bytes: no page to redirect to, so nobody signed in is NotFound too. */
export async function placeScopeOrNone(place: Place): Promise<Worn> {
  if (!(await currentPerson())) throw new NotFound("Sign in first.");
  return placeScope(place);
}
