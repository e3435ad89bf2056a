import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAccess, makeAuthority, makeSchool } from "@/db/make";
import { asSchool } from "@/lib/access/make";
import { hatsOf } from "@/lib/access/scope-of";
import { closeDatabase } from "@/lib/database";
import { Conflict } from "@/lib/errors";
import { closeQueue } from "@/lib/queue";
import { confirmAccess } from "./confirm";
import { listAccess } from "./list";
import { remindOfEnds } from "./remind";
import { restoreAccess } from "./restore";
import { keepReviews } from "./review";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

/** So many people at Level 3, let in a year ago. */
async function grants(at: MadeSchool, count: number, days: number): Promise<string[]> {
  const rows = Array.from({ length: count }, () => ({ id: randomUUID() }));
  await sql`insert into auth.people ${sql(rows.map(({ id }) => ({ id, email: `${id}@example.test` })))}`;
  await sql`
    insert into app.access (la_code, urn, person_id, name, email, level, since, until)
    select ${at.laCode}, ${at.urn}, p, 'Gill Governor', p || '@example.test', 3, now() - interval '1 year',
      (((now() at time zone 'Europe/London')::date + ${days + 1}::int)::timestamp at time zone 'Europe/London')
    from unnest(${rows.map((r) => r.id)}::uuid[]) as p`;
  return rows.map((r) => r.id);
}
const sentOf = (laCode: string) => sql<{ template: string; days: string; n: number; people: number }[]>`
  select template, ids ->> 'days' as days, count(*)::int as n, count(distinct coalesce(ids ->> 'person', person_id::text))::int as people
  from app.mails where la_code = ${laCode} group by 1, 2 order by 1, 2`;
const later = (at: MadeSchool, days: number) =>
  sql`update app.access set until = until - make_interval(days => ${days}) where la_code = ${at.laCode} and until is not null`;

describe("reminders", () => {
  it("of 500 ends go out once each although three workers send them at the same time, again and again", async () => {
    const at = await makeSchool((await makeAuthority()).code);
    await makeAccess(at, { level: 1 });
    await grants(at, 500, 30);
    for (let round = 0; round < 2; round++) await Promise.all([remindOfEnds(), remindOfEnds(), remindOfEnds()]);
    const each = { days: "30", n: 500, people: 500 };
    expect([...(await sentOf(at.laCode))]).toEqual([
      { template: "access-ending", ...each },
      { template: "access-ending-school", ...each },
    ]);
    const jobs = await sql`select 1 from pgboss.job where name = 'mail' and data ->> 'laCode' = ${at.laCode}`;
    expect(jobs).toHaveLength(1000);
  }, 120_000);

  it("come 30, 7 and 1 days before an end, each once for that end, and anew for another", async () => {
    const at = await makeSchool((await makeAuthority()).code);
    await grants(at, 1, 31);
    const days = async () => {
      await remindOfEnds();
      return (
        await sql<{ days: number }[]>`select days from app.reminders where la_code = ${at.laCode} order by at, days`
      ).map((r) => r.days);
    };
    expect(await days()).toEqual([]);
    // The end is moved near, under the reminders that were sent for it, as time would bring it near.
    const pass = async (n: number) => {
      await later(at, n);
      await sql`update app.reminders set until = until - make_interval(days => ${n}) where la_code = ${at.laCode}`;
      return days();
    };
    expect(await pass(1)).toEqual([30]);
    expect(await pass(22)).toEqual([30]);
    expect(await pass(1)).toEqual([30, 7]);
    expect(await pass(5)).toEqual([30, 7]);
    expect(await pass(1)).toEqual([30, 7, 1]);
    expect(await pass(1)).toEqual([30, 7, 1]);
    await sql`update app.access set until = until + interval '20 days' where la_code = ${at.laCode}`;
    expect(await days()).toEqual([30, 7, 1, 30]);
  });

  it("do not come for a day that had passed when the person was let in, nor for those who are out already", async () => {
    const at = await makeSchool((await makeAuthority()).code);
    const [fresh, removed, suspended] = await grants(at, 3, 5);
    await sql`update app.access set since = now() where person_id = ${fresh ?? ""}`;
    await sql`update app.access set removed_at = now() where person_id = ${removed ?? ""}`;
    await sql`update app.access set suspended_at = now() where person_id = ${suspended ?? ""}`;
    await remindOfEnds();
    expect([...(await sentOf(at.laCode))]).toEqual([]);
  });

  it("go to the school's own address where it has no Level 1", async () => {
    const at = await makeSchool((await makeAuthority()).code);
    await grants(at, 1, 7);
    await remindOfEnds();
    const to =
      await sql`select person_id is null as own, urn from app.mails where la_code = ${at.laCode} and template = 'access-ending-school'`;
    expect([...to]).toEqual([{ own: true, urn: at.urn }]);
  });
});

const longAgo = (at: MadeSchool) => sql`update app.access set since = now() - interval '1 year' where urn = ${at.urn}`;
const reviewsOf = (at: MadeSchool) =>
  sql<{ id: string; days: number; suspended: number | null; closed: boolean }[]>`
    select id, round(extract(epoch from due - opened_at) / 86400)::int as days, suspended, closed_at is not null as closed
    from app.reviews where urn = ${at.urn} order by opened_at`;
const dueNow = (at: MadeSchool) => sql`update app.reviews set due = now() where urn = ${at.urn}`;
const stateOf = async (person: string) => (await hatsOf(person)).length > 0;

describe("the termly review", () => {
  it("opens once a term in a school that let somebody in before it, due in 28 days, and asks of Levels 2 and 3", async () => {
    const at = await makeSchool((await makeAuthority()).code);
    const empty = await makeSchool(at.laCode);
    const head = await asSchool(at, { level: 1 });
    const [two, three] = [await makeAccess(at, { level: 2 }), await makeAccess(at, { level: 3 })];
    await longAgo(at);
    const fresh = await makeAccess(empty, { level: 2 });
    await Promise.all([keepReviews(), keepReviews(), keepReviews()]);
    await keepReviews();
    expect([...(await reviewsOf(at))]).toMatchObject([{ days: 28, closed: false }]);
    expect(await reviewsOf(empty)).toHaveLength(0);
    const { entries, review } = await listAccess(head, { urn: at.urn });
    expect(review).not.toBeNull();
    expect(
      entries
        .filter((e) => e.toReview)
        .map((e) => e.person)
        .sort(),
    ).toEqual([two, three].sort());
    expect((await sentOf(at.laCode)).map((m) => [m.template, m.n])).toEqual([["review-open", 1]]);
    expect(await stateOf(fresh)).toBe(true);
  });

  it("suspends at its end who was not confirmed, never a Level 1, and deletes nothing; restored, they are as they were", async () => {
    const at = await makeSchool((await makeAuthority()).code);
    const head = await asSchool(at, { level: 1 });
    const [kept, forgotten] = [await makeAccess(at, { level: 2 }), await makeAccess(at, { level: 2 })];
    await longAgo(at);
    await keepReviews();
    const late = await makeAccess(at, { level: 3 });
    await confirmAccess(head, { urn: at.urn, person: kept });
    await keepReviews();
    expect(await stateOf(forgotten)).toBe(true);
    await dueNow(at);
    await Promise.all([keepReviews(), keepReviews(), keepReviews()]);
    expect(await Promise.all([head.actor ?? "", kept, late, forgotten].map(stateOf))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([...(await reviewsOf(at))]).toMatchObject([{ closed: true, suspended: 1 }]);
    expect((await sentOf(at.laCode)).map((m) => [m.template, m.n])).toEqual([
      ["access-suspended", 1],
      ["review-open", 1],
    ]);
    const { entries } = await listAccess(head, { urn: at.urn });
    expect(entries.find((e) => e.person === forgotten)).toMatchObject({ state: "suspended", level: 2 });
    await restoreAccess(head, { urn: at.urn, person: forgotten });
    expect((await hatsOf(forgotten)).map((h) => h.level)).toEqual([2]);
    await expect(restoreAccess(head, { urn: at.urn, person: forgotten })).rejects.toThrow(Conflict);
    await keepReviews();
    expect(await stateOf(forgotten)).toBe(true);
  });

  it("is an act, with the ids of those whom it suspended", async () => {
    const at = await makeSchool((await makeAuthority()).code);
    const person = await makeAccess(at, { level: 3 });
    await longAgo(at);
    await keepReviews();
    await dueNow(at);
    await keepReviews();
    const acts = await sql<
      { door: string; note: object }[]
    >`select door, note from audit.acts where urn = ${at.urn} order by id`;
    expect(acts.map((a) => a.door)).toEqual(["review.open", "review.close"]);
    expect(acts[1]?.note).toEqual({ urn: at.urn, suspended: [person] });
  });
});
