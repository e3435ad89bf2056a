import { addAccess, addStaff } from "@/lib/access/operate";
import { giveSecondFactor } from "@/lib/access/second-factor";
import { addAuthority, setAuthority } from "@/lib/settings/operate";
import { adminSql } from "./database";
import { type Person, secondFactor } from "./people";

const password = "Another place 2026";

/** An authority beside the demo's, with a school, its staff and a head of its own, as an operator enters them. */
export const elsewhere = {
  la: "998",
  urn: "900901",
  officer: person("officer@elsewhere.example", "Olwen Elsewhere", "LA data officer"),
  admin: person("admin@elsewhere.example", "Ada Elsewhere", "LA administrator"),
  head: person("head@elsewhere.example", "Hedda Elsewhere", "Headteacher"),
};

function person(email: string, name: string, title: string): Person {
  return { email, name, title, password, secret: secondFactor };
}

/** Makes it where it is not there yet; its school stands in the register beside one of the demo's that it is like. */
export async function makeElsewhere({ like, queueLimit = 20 }: { like: string; queueLimit?: number }): Promise<void> {
  const { la, urn, officer, admin, head } = elsewhere;
  const other = { urn, la_code: la, estab: "2901", name: "Elsewhere Primary School" };
  await adminSql()`
    insert into ref.schools select (jsonb_populate_record(s, ${adminSql().json(other)})).* from ref.schools s where s.urn = ${like}
    on conflict do nothing`;
  await addAuthority(la, "Elsewhere");
  await setAuthority(la, { queueLimit });
  await addStaff(la, { ...officer, see: ["assessment"], edit: ["assessment"], admin: false });
  await addStaff(la, { ...admin, see: [], edit: [], admin: true });
  await addAccess(la, { ...head, urn, level: 1 });
  for (const { email, secret = null } of [officer, admin, head]) await giveSecondFactor(email, secret);
}
