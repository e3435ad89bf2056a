import type { Domain } from "@/db/dataset-table";
import { addAccess, addStaff, removeAccess, removeStaff } from "@/lib/access/operate";
import { giveSecondFactor } from "@/lib/access/second-factor";
import { type Given, need, text, UsageError, type Verb } from "./verb";

const domains = ["assessment", "census", "cla", "cin"] as const;

function domainsOf(given: Given, name: string): Domain[] {
  const list = (text(given, name) ?? "").split(",").filter(Boolean);
  const wrong = list.find((d) => !domains.includes(d as Domain));
  if (wrong) throw new UsageError(`--${name}: “${wrong}” is no data domain. There are ${domains.join(", ")}.`);
  return list as Domain[];
}

const staffOptions = ["see", "edit", "admin"];
const schoolOptions = ["urn", "level"];

/** A person is staff or a school's; a call that says both, or neither, was meant otherwise. Throws in words. */
function checkKind(given: Given): void {
  const said = (names: string[]) => names.filter((name) => given.values[name] !== undefined).map((name) => `--${name}`);
  const [staff, school] = [said(staffOptions), said(schoolOptions)];
  if (staff.length > 0 && school.length > 0)
    throw new UsageError(
      `A person is let in as the authority's staff (${staff.join(", ")}) or as a school's (${school.join(", ")}): one at a time.`,
    );
  if (staff.length + school.length === 0)
    throw new UsageError("With which rights? Give --see, --edit or --admin for staff, or --urn and --level.");
}

function levelOf(given: Given): 1 | 2 | 3 {
  const level = need(given, "level");
  if (level === "1" || level === "2" || level === "3") return Number(level) as 1 | 2 | 3;
  throw new UsageError("--level is 1 (school leader), 2 (child level) or 3 (no pupil is named).");
}

export const peopleAdd: Verb = {
  name: "people add",
  usage:
    "people add --la 999 --email E --name N [--password P] (--see D,D --edit D,D [--admin] | --urn URN --level 1|2|3)",
  about:
    "Lets a person in: as the authority's staff with rights by domain (assessment, census, cla, cin), or in a school's Access Register at a level. Without --password the one that there is stays; who has none is sent a link to choose one.",
  options: {
    la: { type: "string" },
    email: { type: "string" },
    name: { type: "string" },
    password: { type: "string" },
    see: { type: "string" },
    edit: { type: "string" },
    admin: { type: "boolean" },
    urn: { type: "string" },
    level: { type: "string" },
  },
  most: 0,
  run: async (given) => {
    checkKind(given);
    const person = { email: need(given, "email"), name: need(given, "name"), password: text(given, "password") };
    if (text(given, "urn") ?? text(given, "level")) {
      const urn = need(given, "urn");
      const { invited } = await addAccess(need(given, "la"), { ...person, urn, level: levelOf(given) });
      return { facts: { email: person.email, urn, level: levelOf(given), invited } };
    }
    const edit = domainsOf(given, "edit");
    // Who may edit may see.
    const rights = {
      see: [...new Set([...domainsOf(given, "see"), ...edit])],
      edit,
      admin: given.values.admin === true,
    };
    const { invited } = await addStaff(need(given, "la"), { ...person, ...rights });
    return { facts: { email: person.email, ...rights, invited } };
  },
};

export const peopleRemove: Verb = {
  name: "people remove",
  usage: "people remove --la 999 --email E [--urn URN]",
  about:
    "Takes a person out of a school's Access Register, or without --urn out of the authority's staff; it holds from their next request on.",
  options: { la: { type: "string" }, email: { type: "string" }, urn: { type: "string" } },
  most: 0,
  run: async (given) => {
    const [la, email, urn] = [need(given, "la"), need(given, "email"), text(given, "urn")];
    await (urn === undefined ? removeStaff(la, email) : removeAccess(la, urn, email));
    return { facts: { removed: email, urn: urn ?? null } };
  },
};

export const peopleResetSecondFactor: Verb = {
  name: "people reset-second-factor",
  usage: "people reset-second-factor --email E",
  about:
    "Takes a lost second factor away, with its recovery codes and all sessions; the next sign-in sets up a new one. Make sure first that it is the person who asks.",
  options: { email: { type: "string" } },
  most: 0,
  run: async (given) => {
    const email = need(given, "email");
    await giveSecondFactor(email, null);
    return { facts: { reset: email } };
  },
};
