import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const person = z.object({
  email: z.string(),
  name: z.string(),
  title: z.string(),
  /** Of the second factor, for whoever has one. */
  secret: z.string().optional(),
  schools: z.array(z.object({ urn: z.string(), level: z.number() })).optional(),
});
const file = z.object({ la: z.string(), name: z.string(), password: z.string(), people: z.array(person) });

export type Person = z.infer<typeof person> & { password: string };

/** A second factor for people whom tests make. */
export const secondFactor = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/** The data folder of the product under test (`KEYMARK_DATA`). */
export function dataFolder(): string {
  const folder = process.env.KEYMARK_DATA;
  if (!folder) throw new Error("KEYMARK_DATA must name the data folder of the product under test.");
  return folder;
}

/** The demo's sign-ins. */
export function demo() {
  return file.parse(JSON.parse(readFileSync(path.join(dataFolder(), "demo", "people.json"), "utf8")));
}

/** The first of them with this title, like "Headteacher". */
export function personCalled(title: string): Person {
  const { people, password } = demo();
  const found = people.find((each) => each.title === title);
  if (!found) throw new Error(`The demo has no ${title}.`);
  return { ...found, password };
}

/** The school of a person's first entry in an access register. */
export function schoolOf({ schools = [], title }: Person): string {
  const [first] = schools;
  if (!first) throw new Error(`${title} is in no school's access register.`);
  return first.urn;
}
