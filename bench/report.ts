import { PgDialect } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { systemScope } from "@/lib/access/scope-of";
import { type Tx, withScope } from "@/lib/database";
import type { DatasetId } from "@/lib/measures/define";
import { atlasOf, placesAround, schoolFor } from "@/lib/measures/places";
import { figuresQuery } from "@/lib/measures/query";
import { build } from "@/lib/reports/build";
import { reports, standardPack } from "@/lib/reports/index";
import { yearsTo } from "@/lib/year";
import { median, type Result, result, timed } from "./measure";

const schools = 200;
const year = 2026;
const years = yearsTo(year, 5);
const laCode = "B99";
const first = 900001;

/** 200 schools over five years: 40 children in reception and year 1 each, 10 in year 2; about 90,000 rows. */
async function fill(sql: postgres.Sql): Promise<void> {
  const goals = Array.from({ length: 17 }, (_, i) => `e${String(i + 1).padStart(2, "0")}`);
  const goal = "case when random() < 0.85 then '2' else '1' end";
  await sql.begin(async (tx) => {
    await tx.unsafe(`
      set local app.importing = 'true';
      insert into ref.authorities values ('${laCode}', 'Benchshire') on conflict do nothing;
      insert into app.settings (la_code) values ('${laCode}') on conflict do nothing;
      insert into ref.schools (urn, la_code, name, name_norm, phase, low_age, high_age)
        select u::text, '${laCode}', 'School ' || u, 'school ' || u, 'Primary', 4, 11 from generate_series(${first}, ${first + schools - 1}) u on conflict do nothing;
      insert into app.schools (la_code, urn) select '${laCode}', u::text from generate_series(${first}, ${first + schools - 1}) u;
      with l as (insert into app.localities (la_code, name) select '${laCode}', 'Locality ' || n from generate_series(0, 5) n returning id, name)
      insert into app.locality_schools select '${laCode}', l.id, u::text from generate_series(${first}, ${first + schools - 1}) u join l on l.name = 'Locality ' || (u % 6);
      create temp table cohort on commit drop as
        select gen_random_uuid() as pupil_id, u::text as urn, y as year, n, case when n % 2 = 0 then 'F' else 'M' end as sex,
          (array['autumn','spring','summer'])[1 + n % 3] as term
        from generate_series(${first}, ${first + schools - 1}) u, generate_series(${years[0]} - 1, ${year}) y, generate_series(1, 40) n;
      insert into data.pupils (la_code, pupil_id) select '${laCode}', pupil_id from cohort;
      insert into data.eyfsp (la_code, urn, year, pupil_id, sex, sex_group, term, complete, surname, forename, ${goals.join(", ")})
        select '${laCode}', urn, year, pupil_id, sex, sex, term, true, 'Surname' || n, 'Forename', ${goals.map(() => goal).join(", ")} from cohort where year >= ${years[0]};
      update data.eyfsp set gld = ${goals
        .slice(0, 12)
        .map((g) => `${g} = '2'`)
        .join(" and ")},
        expected_goals = ${goals.map((g) => `(${g} = '2')::int`).join(" + ")} where la_code = '${laCode}';
      insert into data.phonics (la_code, urn, year, pupil_id, sex, sex_group, term, surname, forename, nc_year, year_group, mark_value, mark)
        select '${laCode}', urn, year, pupil_id, sex, sex, term, 'Surname' || n, 'Forename', 1, '1', m, m::text
        from (select *, least(40, 20 + floor(random() * 25))::int as m from cohort) c;
      update data.phonics set result = case when mark_value >= 32 then 'Wa' else 'Wt' end where la_code = '${laCode}';
      insert into data.phonics (la_code, urn, year, pupil_id, sex, sex_group, term, surname, forename, nc_year, year_group, mark_value, mark, result)
        select la_code, urn, year + 1, pupil_id, sex, sex, term, surname, forename, 2, '2', m, m::text, case when m >= 32 then 'Wa' else 'Wt' end
        from (select *, least(40, mark_value + 8) as m from data.phonics where la_code = '${laCode}' and nc_year = 1 and result = 'Wt' and year < ${year}) p;
      insert into data.freshness (la_code, dataset, year, urn, domain)
        select distinct '${laCode}', d, year, urn, 'assessment' from cohort, unnest(array['eyfsp', 'phonics']) d;`);
  });
  await sql.unsafe("analyze data.eyfsp; analyze data.phonics; analyze app.schools; analyze data.freshness");
}

/** Takes the authority away again, so that the database is as it was. */
async function clear(sql: postgres.Sql): Promise<void> {
  const data = ["eyfsp", "phonics", "pupils", "freshness"].map((table) => `data.${table}`);
  const tables = [...data, "app.locality_schools", "app.localities", "app.schools", "app.settings", "ref.schools"];
  await sql.unsafe(`
    begin; set local app.importing = 'true';
    ${tables.map((table) => `delete from ${table} where la_code = '${laCode}';`).join("\n")}
    delete from ref.authorities where code = '${laCode}'; commit`);
}

/** The pack's aggregate queries as text with parameters, to be run without anything of ours around them. */
async function bareQueries(tx: Tx, urn: string): Promise<{ sql: string; params: unknown[] }[]> {
  const scope = systemScope(laCode);
  const atlas = await atlasOf(scope, tx);
  const places = placesAround(atlas, schoolFor(scope, atlas, urn)).filter((p) => p.kind !== "national");
  const dialect = new PgDialect();
  return reports.map((r) => {
    const wanted = { measures: r.measures.map((m) => m.id), years, by: r.by, places };
    return dialect.sqlToQuery(figuresQuery(r.dataset satisfies DatasetId, atlas, wanted).query);
  });
}

async function runBare(figures: postgres.Sql, queries: { sql: string; params: unknown[] }[]): Promise<void> {
  await figures.begin("read only", async (tx) => {
    await tx`select set_config('app.la', ${laCode}, true), set_config('app.hat', 'job', true), set_config('app.see', 'assessment', true), set_config('app.urns', '*', true)`;
    await Promise.all(queries.map((q) => tx.unsafe(q.sql, q.params as never[])));
  });
}

/**
 * Time to the Standard Pack's blocks of one school, against its bare SQL: 200 schools, five years, the same queries with
 * the same role straight through the driver. Medians of alternating rounds. Fills `adminUrl`'s database and clears it
 * again; the processes' own addresses (DATABASE_URL_*) must lead to the same database.
 */
export async function benchReport(of: { adminUrl: string; figuresUrl: string; rounds?: number }): Promise<Result> {
  const admin = postgres(of.adminUrl, { max: 1, onnotice: () => {} });
  await fill(admin);
  const scope = systemScope(laCode);
  const urn = String(first);
  const figures = postgres(of.figuresUrl, { max: 1, onnotice: () => {} });
  const queries = await withScope(scope, (tx) => bareQueries(tx, urn), { readOnly: true });
  const pack = () =>
    withScope(scope, (tx) => build(scope, tx, { reports: [standardPack.id], urn, year }), { readOnly: true });
  const times: { pack: number[]; bare: number[] } = { pack: [], bare: [] };
  for (let round = -2; round < (of.rounds ?? 15); round++) {
    const bare = await timed(() => runBare(figures, queries));
    const built = await timed(pack);
    if (round < 0) continue;
    times.bare.push(bare);
    times.pack.push(built);
  }
  await figures.end();
  await clear(admin);
  await admin.end();
  return result("report.pack", median(times.pack), "ms", median(times.bare));
}
