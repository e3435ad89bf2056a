import { env } from "@/lib/env";
import { resendMailer } from "./resend";

export interface Message {
  /** The mail's id: a service that has had a message of this id takes it for the same one. */
  id: string;
  from: string;
  replyTo: string | null;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** `words` say why, for the outbox: without address, name or link. */
export type Outcome =
  | { state: "sent"; words: string | null }
  /** Not yet: trying again later can help. */
  | { state: "later"; words: string }
  | { state: "failed"; words: string };

export interface Mailer {
  /** The address that messages come from. */
  address: string;
  send(message: Message): Promise<Outcome>;
}

/** Where no service is configured: the message goes nowhere and stands in the outbox, so that its path can be tried. */
const outbox: Mailer = {
  address: "outbox@localhost",
  send: async () => ({ state: "sent", words: "Kept here. This deployment has no mail service." }),
};

/** Resend where the deployment has a key for it, else the outbox alone. */
export const mailer = (): Mailer => {
  const { mail } = env();
  return mail ? resendMailer(mail) : outbox;
};
