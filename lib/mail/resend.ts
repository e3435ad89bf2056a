import { setTimeout as wait } from "node:timers/promises";
import { Resend } from "resend";
import type { Mailer, Message, Outcome } from "./mailer";

interface Options {
  key: string;
  address: string;
  /** Another address of the service, for tests. */
  baseUrl?: string;
  /** How long one request may take. */
  timeoutMs?: number;
}

/** So long is waited where the service says when it is ready again; longer waits are the queue's. */
const longestWaitSeconds = 20;

const busy: Outcome = {
  state: "later",
  words: "The mail service was busy or did not answer. It is tried again by itself.",
};
const key: Outcome = {
  state: "failed",
  words: "The mail service does not accept this deployment’s key or sender address. Tell whoever runs Keymark.",
};
const refused: Outcome = {
  state: "failed",
  words: "The mail service refused the message. Most likely the address is mistyped, or it does not take mail.",
};

/** What an answer of the service means. What it says itself may quote the address, and is not kept. */
const byName: Record<string, Outcome> = {
  // A message of this id was taken before, and has since changed in a word: it was sent.
  invalid_idempotent_request: { state: "sent", words: null },
  missing_api_key: key,
  restricted_api_key: key,
  invalid_api_key: key,
  invalid_from_address: key,
  invalid_access: key,
  security_error: key,
  concurrent_idempotent_requests: busy,
  rate_limit_exceeded: busy,
  daily_quota_exceeded: busy,
  monthly_quota_exceeded: busy,
};

function outcomeOf({ name, statusCode }: { name: string; statusCode: number | null }): Outcome {
  const known = byName[name];
  if (known) return known;
  return statusCode !== null && statusCode >= 400 && statusCode < 500 && statusCode !== 408 ? refused : busy;
}

/** Sends by Resend's own library; the mail's id is the idempotency key, so that a repetition is no second message. */
export function resendMailer({ key: apiKey, address, baseUrl, timeoutMs = 10_000 }: Options): Mailer {
  const resend = new Resend(apiKey, baseUrl ? { baseUrl } : undefined);
  const post = ({ id, from, to, replyTo, subject, text, html }: Message) =>
    resend.emails.send(
      { from, to, subject, text, html, ...(replyTo && { replyTo }) },
      { idempotencyKey: id, signal: AbortSignal.timeout(timeoutMs) },
    );
  async function send(message: Message, again = true): Promise<Outcome> {
    try {
      const { error, headers } = await post(message);
      if (!error) return { state: "sent", words: null };
      const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
      if (!again || error.statusCode !== 429 || !(seconds <= longestWaitSeconds)) return outcomeOf(error);
      await wait(seconds * 1000);
      return await send(message, false);
    } catch {
      return busy;
    }
  }
  return { address, send: (message) => send(message) };
}
