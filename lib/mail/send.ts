import { mintLink, tokenOf } from "@/lib/access/links";
import { systemScope } from "@/lib/access/scope-of";
import { personById } from "@/lib/access/sessions";
import { type Tx, withScope } from "@/lib/database";
import { env } from "@/lib/env";
import { errorFacts, log } from "@/lib/log";
import type { JobKey } from "@/lib/queue";
import { type Mailer, type Message, mailer, type Outcome } from "./mailer";
import { filled, rendered } from "./render";
import { type Template, templateOf } from "./templates";
import { type Looked, lookUp, type Mail } from "./values";

/** The mail service could not be reached or was busy: the queue tries again later. */
class MailDeferred extends Error {
  override name = "MailDeferred";
}

interface Claim {
  laCode: string;
  id: string;
  /** The number of this try: a slow one and its successor never both end the mail as failed. */
  attempt: number;
}

interface Taken {
  claim: Claim;
  mail: Mail;
  template: Template;
  looked: Looked;
  /** The school's own address in the register, where the mail goes there. */
  schoolAddress: string | null;
}

/** What a mail says: its template, or the one for people without a password. It stays that one however often it is tried. */
async function templateFor({ sql }: Tx, { laCode, id, template, personId }: Mail): Promise<Template> {
  const named = templateOf(template);
  if (!named) throw new Error("There is no such template.");
  const other = named.unlessSignsIn;
  if (!other || !personId) return named;
  const [{ may } = { may: true }] = await sql<{ may: boolean }[]>`select auth.signs_in(${personId}) as may`;
  if (may) return named;
  await sql`update app.mails set template = ${other} where la_code = ${laCode} and id = ${id}`;
  return templateOf(other) ?? named;
}

/** Begins a try; null when there is nothing left to send. The link that the mail carries works from now. */
async function take({ laCode, id }: JobKey): Promise<Taken | null> {
  return withScope(systemScope(laCode), async (tx) => {
    const { sql } = tx;
    const [row] = await sql<(Omit<Mail, "laCode"> & { attempt: number })[]>`
      update app.mails set attempts = attempts + 1 where la_code = ${laCode} and id = ${id} and state = 'waiting'
      returning id, template, person_id as "personId", urn, ids, attempts as attempt`;
    if (!row) return null;
    const mail = { ...row, laCode };
    const template = await templateFor(tx, mail);
    const { link } = template;
    if ("mints" in link && row.personId)
      await mintLink(tx, { mailId: id, personId: row.personId, purpose: link.mints });
    const [school] = await sql<{ email: string | null }[]>`select email from ref.school_details where urn = ${row.urn}`;
    const claim = { laCode, id, attempt: row.attempt };
    return { claim, mail, template, looked: await lookUp(tx, mail), schoolAddress: school?.email ?? null };
  });
}

/** Where a mail's link leads, in full. */
function hrefOf({ mail, template: { link }, looked }: Taken): string {
  const path = "mints" in link ? `/accept/${tokenOf(mail.id)}` : filled(link.path, looked.values);
  return `${env().publicUrl}${path}`;
}

/** A name as it stands before an address: nothing that ends the quotation or the line. */
const quoted = (name: string): string => `"${name.replace(/["\\\p{Cc}]/gu, " ").trim()}"`;

const addressOf = async ({ mail, schoolAddress }: Taken): Promise<string | null> =>
  mail.personId ? ((await personById(mail.personId))?.email ?? null) : schoolAddress;

function messageOf(taken: Taken, { to, from }: { to: string; from: string }): Message {
  const { mail, template, looked } = taken;
  const { name, values, sender, replyTo } = looked;
  const text = rendered(template, { name: mail.personId ? name : null, values, href: hrefOf(taken), sender });
  return { id: mail.id, from: `${quoted(sender)} <${from}>`, replyTo, to, ...text };
}

const nowhere = (taken: Taken): Outcome => ({
  state: "failed",
  words: taken.mail.personId
    ? "The person no longer has a log-in."
    : "The register holds no e-mail address of this school. Add it with: la set --school-details",
});

/** Notes what became of a try. That a mail was sent is a fact whoever else has tried; anything else holds for this try alone. */
async function note({ laCode, id, attempt }: Claim, { state, words }: Outcome): Promise<void> {
  await withScope(systemScope(laCode), async ({ sql }) => {
    if (state === "sent")
      await sql`update app.mails set state = 'sent', words = ${words}, sent_at = now() where la_code = ${laCode} and id = ${id} and state <> 'sent'`;
    else
      await sql`update app.mails set state = ${state === "later" ? "waiting" : "failed"}, words = ${words}
        where la_code = ${laCode} and id = ${id} and state = 'waiting' and attempts = ${attempt}`;
  });
  log(state === "sent" ? "info" : "warn", `mail.${state}`, { mail: id, la: laCode, attempt });
}

async function tried(taken: Taken, by: Mailer): Promise<Outcome> {
  const to = await addressOf(taken);
  return to ? by.send(messageOf(taken, { to, from: by.address })) : nowhere(taken);
}

const notNow: Outcome = { state: "later", words: "Something went wrong on our side. It is tried again by itself." };

/** An end where no further try follows. */
const ended = (outcome: Outcome, last: boolean): Outcome =>
  last && outcome.state === "later"
    ? { state: "failed", words: "It could not be sent in about four hours of trying. Send it again once mail works." }
    : outcome;

const ourFault = "Something went wrong on our side. Send it again; if it fails again, tell whoever runs Keymark.";

/** Ends a mail whose tries break off before anything is sent. */
const end = ({ laCode, id }: JobKey) =>
  withScope(
    systemScope(laCode),
    ({ sql }) =>
      sql`update app.mails set state = 'failed', words = ${ourFault} where la_code = ${laCode} and id = ${id} and state = 'waiting'`,
  );

/**
 * The job `mail`: looks everything up, makes the link that the mail carries, sends, notes. However often it is repeated the
 * service is handed the same message under the same key, and sends it once. Throws where a later try is wanted.
 */
export async function sendMail(key: JobKey, { last, by = mailer() }: { last: boolean; by?: Mailer }): Promise<void> {
  const taken = await take(key).catch(async (error) => {
    if (last) await end(key);
    throw error;
  });
  if (!taken) return;
  const outcome = await tried(taken, by).catch((error): Outcome => {
    log("error", "mail.fault", { mail: key.id, ...errorFacts(error) });
    return notNow;
  });
  await note(taken.claim, ended(outcome, last));
  if (outcome.state === "later" && !last) throw new MailDeferred();
}
