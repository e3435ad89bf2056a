import type { Purpose } from "@/lib/access/links";

/** What an e-mail says. `{word}` stands for a value that is looked up when it is sent (values.ts) or that its ids carry. */
export interface Template {
  /** As the outbox names it. */
  title: string;
  subject: string;
  paragraphs: string[];
  /** Where its link leads: a page of this site, or a new link of single use to set a password. */
  link: { label: string } & ({ path: string } | { mints: Purpose });
  /** The template that is sent in its place to who has no password yet, so could not follow it. */
  unlessSignsIn?: string;
}

const register = { label: "Open the Access Register", path: "/school/{urn}/access-register" };
const runsOut = "The link works once, within 72 hours. When it has run out, you can ask for a new one on its page.";

/** Every e-mail of the product. No personal data beyond the addressee's own; another person is never named. */
export const templates = {
  "invite-school": {
    title: "Invitation from a school",
    subject: "Choose your password for Keymark",
    paragraphs: [
      "{school} has let you in to its results in Keymark, at {level}.",
      "To sign in you need a password, which you choose on the page that the link below opens.",
      runsOut,
    ],
    link: { label: "Choose a password", mints: "invite" },
  },
  "invite-staff": {
    title: "Invitation from the authority",
    subject: "Choose your password for Keymark",
    paragraphs: [
      "{authority} has let you in to Keymark as a member of its staff.",
      "To sign in you need a password, which you choose on the page that the link below opens.",
      runsOut,
    ],
    link: { label: "Choose a password", mints: "invite" },
  },
  "staff-added": {
    title: "Let in by the authority, with the log-in there was",
    subject: "{authority} has let you in",
    paragraphs: [
      "{authority} has let you in to Keymark as a member of its staff.",
      "Sign in with the e-mail address and password that you have.",
    ],
    link: { label: "Go to Keymark", path: "/la/{la}" },
    unlessSignsIn: "invite-staff",
  },
  "access-added": {
    title: "Let in by a school, with the log-in there was",
    subject: "{school} has let you in",
    paragraphs: [
      "{school} has let you in to its results in Keymark, at {level}, {until}.",
      "Sign in with the e-mail address and password that you have.",
    ],
    unlessSignsIn: "invite-school",
    link: { label: "Open the school’s page", path: "/school/{urn}" },
  },
  "access-changed": {
    title: "Access changed",
    subject: "Your access to {school} has changed",
    paragraphs: ["Your access to the results of {school} in Keymark is now {level}, {until}."],
    link: { label: "Open the school’s page", path: "/school/{urn}" },
  },
  "access-ending": {
    title: "Access ends soon",
    subject: "Your access to {school} ends {inDays}",
    paragraphs: [
      "Your access to the results of {school} in Keymark ends {inDays}. It was given {until}.",
      "If you need it for longer, ask the school to extend it. If you do not, there is nothing to do.",
    ],
    link: { label: "Open the school’s page", path: "/school/{urn}" },
  },
  "access-ending-school": {
    title: "Access that a school gave ends soon",
    subject: "Somebody’s access to {school} ends {inDays}",
    paragraphs: [
      "The access of a person in the Access Register of {school} ends {inDays}.",
      "If they are still needed, extend it there. If they are not, there is nothing to do: it ends by itself.",
    ],
    link: register,
  },
  "access-removed": {
    title: "Access ended",
    subject: "Your access to {school} has ended",
    paragraphs: [
      "You can no longer see the results of {school} in Keymark.",
      "If you think that this is wrong, ask the school. What you may see elsewhere has not changed.",
    ],
    link: { label: "Go to Keymark", path: "/home" },
  },
  "access-suspended": {
    title: "Access suspended",
    subject: "Your access to {school} is suspended",
    paragraphs: [
      "You cannot see the results of {school} in Keymark for now: in its termly review nobody confirmed that you still need them.",
      "If you do, ask the school to take you back. Nothing has been deleted.",
    ],
    link: { label: "Go to Keymark", path: "/home" },
  },
  "request-received": {
    title: "A school’s request",
    subject: "{school} asks you to let somebody in",
    paragraphs: ["{school} has asked {authority} to let somebody in. The request waits for an administrator’s answer."],
    link: { label: "Read the request", path: "/la/{la}/requests" },
  },
  "request-answered": {
    title: "Request answered",
    subject: "{authority} has answered your request",
    paragraphs: ["{authority} has answered the request that you made for {school}."],
    link: register,
  },
  "level-1-asked": {
    title: "A further Level 1 is asked for",
    subject: "{authority} asks for a further Level 1 of {school}",
    paragraphs: [
      "{authority} asks {school} to agree to a further Level 1: a person who sees every pupil of the school and decides who else may.",
      "Nothing changes until somebody at Level 1 of the school says yes.",
    ],
    link: register,
  },
  "level-1-answered": {
    title: "A school’s answer on a further Level 1",
    subject: "{school} has answered your request",
    paragraphs: ["{school} has answered your request for a further Level 1."],
    link: { label: "See the answer", path: "/la/{la}/requests" },
  },
  "level-1-made": {
    title: "A new Level 1",
    subject: "{school} has a new Level 1 in Keymark",
    paragraphs: [
      "{authority} has let a person in to {school} at Level 1, the level of its leaders. Whoever has it sees every pupil of the school and decides who else may.",
      "If the school does not know of this, tell {authority} at once by answering this message.",
    ],
    link: register,
  },
  "level-1s-made": {
    title: "First Level 1s of many schools",
    subject: "School leaders have been let in to Keymark",
    paragraphs: [
      "An administrator of {authority} has made the first Level 1 of schools, from a list: {count}. Each school’s own address has been told.",
      "Whoever has Level 1 sees every pupil of the school and decides who else may. If you do not know of this, look at the list.",
    ],
    link: { label: "See the school leaders", path: "/la/{la}/people/leaders" },
  },
  "review-open": {
    title: "Review of who has access",
    subject: "Who may still see the results of {school}?",
    paragraphs: [
      "Once a term each school says who still needs its results. Please confirm everyone in the Access Register of {school} by {due}.",
      "Whoever is not confirmed by then is suspended until you take them back.",
    ],
    link: register,
  },
  reset: {
    title: "New password asked for",
    subject: "Choose a new password for Keymark",
    paragraphs: [
      "Somebody, most likely you, has asked for a new password for your log-in. You choose it on the page that the link below opens.",
      "The link works once, within an hour. If it was not you, there is nothing to do: your password stays as it is.",
    ],
    link: { label: "Choose a new password", mints: "reset" },
  },
} as const satisfies Record<string, Template>;

export type TemplateId = keyof typeof templates;

export const templateOf = (id: string): Template | undefined =>
  Object.hasOwn(templates, id) ? templates[id as TemplateId] : undefined;
