import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { logInFor } from "@/lib/access/log-in";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { endDay, suggestedEnd } from "./days";
import { declare, declareAsAsked, mayDeclare, mustHaveNone, undeclared } from "./declare";
import { entryOf, isLive, letIn, turnAt } from "./entry";
import { words } from "./input";
import { level1Of } from "./mail";
import { isRegistered } from "./registered";

const input = z.object({
  id: z.uuid("There is no such request"),
  answer: z.enum(["add", "decline"]),
  /** Why not, for those who asked. */
  words: words(500).optional(),
  /** Whose log-in it is; none: the one of the request's address, made where there is none. */
  person: z.uuid().optional(),
  until: endDay.optional(),
  ...mayDeclare,
});

type Input = z.output<typeof input>;

interface Request {
  id: string;
  urn: string;
  kind: "elsewhere" | "level-1";
  side: "school" | "la";
  state: string;
  name: string;
  email: string | null;
  purpose: string | null;
  person: string | null;
  askedBy: string | null;
  askedByName: string;
}

/** The request, for the side that answers it. Throws NotFound, Forbidden, Conflict. */
async function mustAnswer(context: Context, id: string): Promise<Request> {
  const { sql, scope } = context;
  const read = () => sql<Request[]>`
    select id, urn, kind, side, state, name, email, purpose, person_id as person, asked_by as "askedBy",
      asked_by_name as "askedByName" from app.access_requests where la_code = ${scope.laCode} and id = ${id}`;
  const [found] = await read();
  if (!found) throw new NotFound("There is no such request.");
  await turnAt(context, found.urn);
  const [request] = await read();
  if (request?.state !== "waiting") throw new Conflict("This request has been answered or withdrawn.");
  if ((request.side === "school") === (scope.hat === "school"))
    throw new Forbidden("Whoever asks does not answer: a request needs both the school and the authority.");
  if (scope.actor && request.askedBy === scope.actor)
    throw new Forbidden("This is what you asked yourself. Somebody else answers it.");
  return request;
}

/** The log-in that is meant: one that was picked, or that of the request's address. */
async function logInOf(context: Context, request: Request, picked?: string): Promise<{ id: string; signsIn: boolean }> {
  const known = request.person ?? picked;
  if (known) {
    if (!(await isRegistered(context, known))) throw new NotFound("There is no such person in this authority.");
    return { id: known, signsIn: true };
  }
  if (!request.email) throw new Invalid("Say whom.", { person: "Choose the person’s log-in" });
  return logInFor(context, request.email);
}

/** A Level 1 whom the authority asked for: the school declares what those who see pupils need. */
async function declareLevel1(context: Context, request: Request, of: Input, person: string): Promise<void> {
  if (request.side === "school") return;
  mustHaveNone(undeclared(of));
  await declare(context, { urn: request.urn, person, level: 1, dbsSeenOn: of.dbsSeenOn });
}

async function close(
  { sql, scope }: Context,
  request: Request,
  state: "added" | "declined",
  of: { words?: string; person?: string },
) {
  await sql`
    update app.access_requests set state = ${state}, words = ${of.words ?? null}, person_id = coalesce(${of.person ?? null}, person_id),
      answered_by = ${scope.actor}, answered_by_name = ${scope.actorName}, answered_at = now()
    where la_code = ${scope.laCode} and id = ${request.id}`;
}

async function addAtLevel3(context: Context, request: Request, of: Input): Promise<string> {
  const { scope } = context;
  const { urn } = request;
  const { id: person, signsIn } = await logInOf(context, request, of.person);
  const before = await entryOf(context, { laCode: scope.laCode, urn, person });
  if (before && !before.removed && !before.ended)
    throw new Conflict("This person is in the school's register already.");
  const email = request.email ?? (await isRegistered(context, person)) ?? "";
  const by = { letInBy: request.askedBy, letInByName: request.askedByName };
  const entry = {
    laCode: scope.laCode,
    urn,
    person,
    name: request.name,
    email,
    level: 3 as const,
    purpose: request.purpose,
  };
  await letIn(context, { ...entry, until: of.until ?? suggestedEnd(), ...by });
  await declareAsAsked(context, request.id, person);
  await close(context, request, "added", { person });
  const template = signsIn ? "access-added" : "invite-school";
  await queueMail(context, { laCode: scope.laCode, template, to: { personId: person }, ids: { urn } });
  return person;
}

async function makeLevel1(context: Context, request: Request, of: Input): Promise<string> {
  const { scope } = context;
  const { urn } = request;
  const { id: person, signsIn } = await logInOf(context, request);
  if (person === scope.actor) throw new Forbidden("Nobody changes an entry of their own.");
  const before = await entryOf(context, { laCode: scope.laCode, urn, person });
  if (request.side === "school" && !(before && isLive(before)))
    throw new Conflict(
      "This person is no longer in the school's register. Decline the request; the school can ask again.",
    );
  // The policy lets a school write a Level 1 only with this answer, in this transaction.
  await close(context, request, "added", { person });
  const by = { letInBy: request.askedBy, letInByName: request.askedByName };
  const email = before?.email ?? request.email ?? "";
  await letIn(context, {
    laCode: scope.laCode,
    urn,
    person,
    name: before?.name ?? request.name,
    email,
    level: 1,
    ...by,
  });
  await declareLevel1(context, request, of, person);
  const mail = { laCode: scope.laCode, ids: { urn } };
  await queueMail(context, {
    ...mail,
    template: signsIn ? "access-changed" : "invite-school",
    to: { personId: person },
  });
  await queueMail(context, { ...mail, template: "level-1-made", to: { urn } });
  return person;
}

async function decline(context: Context, request: Request, { words: why }: Input): Promise<undefined> {
  if (!why) throw new Invalid("Say why.", { words: "Say why not, for those who asked" });
  await close(context, request, "declined", { words: why });
  return undefined;
}

/** Those who asked learn that there is an answer: the school's Level 1, or the administrator who asked. */
async function tellAskers(context: Context, { side, urn, askedBy, id }: Request): Promise<void> {
  const { laCode } = context.scope;
  const mail = { laCode, ids: { urn, request: id } };
  if (side === "la" && askedBy)
    await queueMail(context, { ...mail, template: "level-1-answered", to: { personId: askedBy } });
  if (side === "la") return;
  for (const to of await level1Of(context, laCode, urn))
    await queueMail(context, { ...mail, template: "request-answered", to });
}

/**
 * Answers a request: adds the person (one registered elsewhere at Level 3, with the log-in they have), or declines with
 * words; those who asked are told. Throws Invalid, Conflict, Forbidden, NotFound.
 */
export const answerRequest = command({
  name: "access.answer-request",
  needs: "register",
  input,
  run: async (context, of) => {
    const request = await mustAnswer(context, of.id);
    const add = request.kind === "elsewhere" ? addAtLevel3 : makeLevel1;
    const person = of.answer === "add" ? await add(context, request, of) : await decline(context, request, of);
    await tellAskers(context, request);
    return { urn: request.urn, kind: request.kind, person };
  },
  note: ({ id, answer }, { urn, kind, person }) => ({ request: id, answer, urn, kind, person }),
});
