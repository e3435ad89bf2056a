import type { Domain } from "@/db/dataset-table";
import { type Tx, withOperator, withScope } from "@/lib/database";
import { Invalid, NotFound } from "@/lib/errors";
import { type NewMail, writeMail } from "@/lib/mail/queue";
import { enqueue } from "@/lib/queue";
import { writeOperatorAct } from "./act";
import { addressIn } from "./address";
import { ordered } from "./domains";
import { hashPassword } from "./password";
import { passwordFault } from "./password-rules";
import { letIn, takeOut } from "./register/entry";
import { systemScope } from "./scope-of";
import { putStaff, staffEntry, takeOutStaff } from "./staff/rows";

function checkName(name: string): void {
  if (!name.trim()) throw new Invalid("A person needs a name.", { name: "missing" });
}

/** An address as log-ins are kept. Throws Invalid. */
function addressOf(email: string): string {
  const address = addressIn(email);
  if (!address) throw new Invalid(`“${email}” is not an e-mail address, like name@authority.example.`);
  return address;
}

interface LogIn {
  id: string;
  /** Whether there is a password to sign in with. */
  signsIn: boolean;
}

/** A log-in by address, made when there is none; a password given replaces the old one. */
async function ensurePerson(tx: Tx, email: string, password?: string): Promise<LogIn> {
  const fault = password === undefined ? null : await passwordFault(password, { email, places: [] });
  if (fault) throw new Invalid(`The password: ${fault}.`);
  const hash = password === undefined ? null : await hashPassword(password);
  const [row] = await tx.sql<LogIn[]>`select id, signs_in as "signsIn" from auth.ensure_person(${email}, ${hash})`;
  if (!row) throw new Invalid("The log-in could not be made.");
  return row;
}

/** Writes the invitation of somebody who has no password yet; null for anyone else. */
const invite = async (tx: Tx, { id, signsIn }: LogIn, mail: Omit<NewMail, "to">): Promise<string | null> =>
  signsIn ? null : writeMail(tx, { ...mail, to: { personId: id } });

/** Hands an invitation to the queue, which the operator may not write to; should this be cut off, the workers do it. */
async function send(laCode: string, mail: string | null): Promise<Let> {
  if (mail) await withScope(systemScope(laCode), (tx) => enqueue(tx, "mail", { laCode, id: mail, actor: null }));
  return { invited: mail !== null };
}

export interface Let {
  /** Whether an e-mail with a link to choose a password is on its way. */
  invited: boolean;
}

export interface NewStaff {
  email: string;
  name: string;
  password?: string;
  see: Domain[];
  edit: Domain[];
  admin: boolean;
}

/** A member of the authority's staff with their rights, or new rights for one. Throws NotFound, Invalid. */
export async function addStaff(code: string, person: NewStaff): Promise<Let> {
  checkName(person.name);
  const email = addressOf(person.email);
  const mail = await withOperator(code, async (tx) => {
    await mustExist(tx, code);
    const logIn = await ensurePerson(tx, email, person.password);
    const rights = ordered(person);
    await putStaff(tx, code, { personId: logIn.id, name: person.name, email, ...rights });
    await writeOperatorAct(tx, code, { door: "staff.add", note: { person: logIn.id, to: rights } });
    return invite(tx, logIn, { laCode: code, template: "invite-staff" });
  });
  return send(code, mail);
}

export interface NewAccess {
  email: string;
  name: string;
  password?: string;
  urn: string;
  level: 1 | 2 | 3;
  purpose?: string;
  /** The last day, ISO; none: without an end. */
  until?: string;
}

/** An entry in a school's Access Register. Throws NotFound, Invalid. */
export async function addAccess(code: string, person: NewAccess): Promise<Let> {
  checkName(person.name);
  const email = addressOf(person.email);
  const mail = await withOperator(code, async (tx) => {
    await mustExist(tx, code);
    const [school] = await tx.sql`select 1 from app.schools where la_code = ${code} and urn = ${person.urn}`;
    if (!school) throw new NotFound(`URN ${person.urn} is not a school of authority ${code} in the register.`);
    const logIn = await ensurePerson(tx, email, person.password);
    const { id } = logIn;
    const entry = { laCode: code, urn: person.urn, person: id, level: person.level, letInBy: null, letInByName: null };
    const { name, purpose, until } = person;
    await letIn(tx, { ...entry, name, email, purpose, until });
    await writeOperatorAct(tx, code, {
      door: "access.add",
      note: { person: id, urn: person.urn, level: person.level },
    });
    return invite(tx, logIn, { laCode: code, template: "invite-school", ids: { urn: person.urn } });
  });
  return send(code, mail);
}

/** Removes a person from a school's register; their next request finds nothing. Throws NotFound, and Conflict for its last Level 1. */
export async function removeAccess(code: string, urn: string, email: string): Promise<void> {
  await withOperator(code, async (tx) => {
    const [entry] = await tx.sql<{ person: string; level: number }[]>`
      select person_id as person, level from app.access
      where la_code = ${code} and urn = ${urn} and email = ${addressOf(email)} and removed_at is null`;
    if (!entry) throw new NotFound(`${email} is not in the register of URN ${urn}.`);
    await takeOut(tx, { laCode: code, urn, person: entry.person, by: null });
    await writeOperatorAct(tx, code, { door: "access.remove", note: { urn, ...entry } });
  });
}

/** Takes a person out of the authority's staff; their next request finds nothing. Throws NotFound. */
export async function removeStaff(code: string, email: string): Promise<void> {
  await withOperator(code, async (tx) => {
    const [person] = await tx.sql<{ id: string }[]>`
      select person_id as id from app.staff where la_code = ${code} and email = ${addressOf(email)} and removed_at is null`;
    if (!person) throw new NotFound(`${email} is not among the staff of authority ${code}.`);
    const from = ordered(await staffEntry(tx, code, person.id));
    await takeOutStaff(tx, code, person.id);
    await writeOperatorAct(tx, code, { door: "staff.remove", note: { person: person.id, from } });
  });
}

/** Throws NotFound where the authority has not been entered. */
export const checkAuthority = (code: string): Promise<void> => withOperator(code, (tx) => mustExist(tx, code));

async function mustExist({ sql }: Tx, code: string): Promise<void> {
  const [row] = await sql`select 1 from ref.authorities where code = ${code}`;
  if (!row) throw new NotFound(`Authority ${code} is not here yet. Enter it with: la add --code ${code} --name NAME`);
}

/** The person's id by e-mail address. Throws NotFound. */
export async function personByEmail(email: string): Promise<string> {
  const [row] = await withOperator(
    null,
    ({ sql }) => sql<{ id: string | null }[]>`select auth.person_by_email(${email}) as id`,
  );
  if (!row?.id) throw new NotFound(`Nobody signs in with ${email}.`);
  return row.id;
}
