import { createHash } from "node:crypto";
import type { Authority } from "./authority";

/** Everyone's in the demo; shown at start. */
const demoPassword = "Keymark demo 2026";

interface Person {
  email: string;
  name: string;
  /** What the sign-in shows, in the users' words. */
  title: string;
  /** An authority's officer: administrator or not, and rights by domain. */
  staff?: { admin: boolean; domains: { assessment: "see" | "edit" } };
  /** Fixed, in base32, for whoever signs in with two factors. */
  secret?: string;
  /** Entries in schools' access registers. */
  schools?: { urn: string; level: 1 | 2 | 3; post: string }[];
}

export interface DemoPeople {
  la: string;
  name: string;
  password: string;
  people: Person[];
}

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The same in every demo, so that an app once set up goes on to work. It guards invented pupils alone. */
const secretOf = (email: string): string =>
  Array.from(createHash("sha256").update(`demo ${email}`).digest(), (byte) => base32[byte % 32]).join("");

const withSecret = (person: Person): Person =>
  person.staff || person.schools?.some(({ level }) => level <= 2)
    ? { ...person, secret: secretOf(person.email) }
    : person;

const address = (name: string): string => `${name}@calderwick.example`;

/** The sign-ins of the demo: one for each kind of person, at the first two schools. */
export function demoPeople({ code, name, schools }: Authority): DemoPeople {
  const [first, second] = schools;
  if (!first) throw new RangeError("The authority has no school.");
  const { urn, head } = first;
  const adviser = [{ urn, level: 2 as const, post: "School improvement adviser" }];
  const people: Person[] = [
    {
      email: address("admin"),
      name: "Helen Marsh",
      title: "LA administrator",
      staff: { admin: true, domains: { assessment: "edit" } },
    },
    {
      email: address("data"),
      name: "Tomasz Zieliński",
      title: "LA data officer",
      staff: { admin: false, domains: { assessment: "edit" } },
    },
    {
      email: address("officer"),
      name: "Ruth Adeyemi",
      title: "LA officer",
      staff: { admin: false, domains: { assessment: "see" } },
    },
    {
      email: address("head"),
      name: `${head.forename} ${head.surname}`,
      title: "Headteacher",
      schools: [{ urn, level: 1, post: "Headteacher" }],
    },
    {
      email: address("governor"),
      name: "Imran Qureshi",
      title: "Governor",
      schools: [{ urn, level: 3, post: "Governor" }],
    },
    {
      email: address("adviser"),
      name: "Siân Pritchard",
      title: "Adviser",
      schools: second ? [...adviser, { urn: second.urn, level: 3, post: "School improvement adviser" }] : adviser,
    },
  ];
  return { la: code, name, password: demoPassword, people: people.map(withSecret) };
}
