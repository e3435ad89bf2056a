import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { searchOf } from "@/app/(public)/_page/address";
import { choicesNow } from "@/app/(public)/_page/choices";
import { pageResponse } from "@/app/(public)/_page/respond";
import { answerSearch } from "@/app/(public)/schools/answer";
import { resultsPage } from "@/app/(public)/schools/results";
import { withOperator } from "@/lib/database";
import { findSchools } from "@/lib/schools/search";
import { remakeTerms } from "@/lib/schools/terms";
import { median, type Result, result } from "./measure";

/** As many as the register of all England has, open and closed. */
const schools = 50_000;
const clients = 16;
const requests = 800;
const rounds = 5;

const saints = [
  "st mary",
  "st john",
  "holy trinity",
  "christ church",
  "all saints",
  "st anne",
  "st peter",
  "sacred heart",
];
const sorts = ["primary school", "infant school", "junior school", "academy", "high school", "community college"];
const starts = ["Brad", "Keigh", "Hali", "Skip", "Wake", "Hudder", "Ripon", "Otter", "Shef", "Pud", "Ilk", "Dews"];
const ends = ["ford", "ley", "fax", "ton", "field", "sfield", "by", "burn", "bridge", "sey", "well", "bury"];
const sql = (words: string[]) => `array[${words.map((w) => `'${w}'`).join(",")}]`;

/** A country of 144 towns in 100 postcode areas: names, places and filters vary as in the register. */
const england = `
  insert into ref.schools (urn, la_code, la_name, estab, name, name_norm, type, type_group, status, phase, gender, religious_character,
    faith, sen, street, town, town_norm, postcode, postcode_norm, easting, northing, find_text)
  select (600000 + n)::text, lpad((200 + n % 150)::text, 3, '0'), 'Authority ' || n % 150, lpad((n % 10000)::text, 4, '0'), initcap(name), name,
    'Community school', (array['Academies', 'Local authority maintained schools', 'Independent schools'])[1 + n % 3],
    case when n % 2 = 0 then 'Open' else 'Closed' end, (array['Primary', 'Secondary', 'Nursery'])[1 + n % 3], 'Mixed', 'Does not apply',
    (array['none', 'catholic', 'church-of-england'])[1 + n % 5 % 3], case when n % 20 = 0 then array['ASD'] else '{}' end, n || ' High Street',
    town, lower(town), postcode, replace(postcode, ' ', ''), 90000 + (n * 7919::bigint) % 560000, 10000 + (n * 104729::bigint) % 640000,
    ' ' || name || ' ' || lower(town) || ' ' || lower(postcode)
  from (
    select n, town, (${sql(saints)})[1 + n % 8] || ' ' || lower(town) || ' ' || (${sql(sorts)})[1 + n / 8 % 6] as name,
      chr(65 + n % 10) || chr(65 + n / 10 % 10) || n % 30 || ' ' || n % 9 || 'A' || chr(65 + n / 7 % 20) as postcode
    from (select n, (${sql(starts)})[1 + n / 11 % 12] || (${sql(ends)})[1 + n / 13 % 12] as town from generate_series(1, ${schools}) n) t) s
  on conflict do nothing`;

async function fill(adminUrl: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(england);
  await withOperator(null, remakeTerms);
  await admin.unsafe("vacuum analyze ref.schools");
  await admin.unsafe("vacuum analyze ref.search_terms");
  await admin.end();
}

/** What people ask: names, towns, postcodes whole and in part, filters, slips, later pages. */
const queries = [
  "q=st+mary+bradford",
  "q=Bradford",
  "q=holy+trinity+primary",
  "q=AB12+3AC",
  "q=CD4+5AF&phase=Primary",
  "q=EF7",
  "q=GH20+9ZZ&faith=catholic&within=10",
  "q=bradfrod",
  "q=st+jhon+halifax",
  "q=sacred+heart&la=240",
  "la=260&phase=Secondary&page=2",
  "q=keighley&sen=ASD",
  "q=wakefield+academy&page=2",
  "q=IJ3+1",
  "q=christ+church+otterburn",
  "q=600123",
].map((query) => `/schools?${query}`);

type Answer = (url: URL) => Promise<Response>;

/** The same page from what was found before: all but the search. */
async function constantly(): Promise<Answer> {
  const choices = await choicesNow();
  const found = new Map(
    await Promise.all(
      queries.map(async (address) => {
        const search = searchOf(new URL(address, "http://localhost").searchParams);
        return [address, { search, found: await findSchools(search), choices }] as const;
      }),
    ),
  );
  return async (url) => {
    const known = found.get(`${url.pathname}${url.search}`);
    if (!known) throw new Error("not one of the queries");
    return pageResponse(resultsPage(known));
  };
}

const serve = (answer: Answer) => async (request: IncomingMessage, response: ServerResponse) => {
  const given = await answer(new URL(request.url ?? "/", "http://localhost"));
  response.writeHead(given.status, Object.fromEntries(given.headers));
  response.end(Buffer.from(await given.arrayBuffer()));
};

/** Requests a second over loopback, from clients that each ask anew when they have been answered. */
async function pace(answer: Answer): Promise<number> {
  const server = createServer(serve(answer)).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let next = 0;
  const client = async () => {
    while (next < requests) {
      const given = await fetch(base + queries[next++ % queries.length]);
      if (given.status !== 200) throw new Error(`${given.url} answered ${given.status}`);
      await given.arrayBuffer();
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - from) / 1000;
  server.close();
  server.closeAllConnections();
  return requests / seconds;
}

/** The finder's page of results over all of England, against the same page made from a constant; medians of alternating rounds. */
export async function benchFinder(adminUrl: string): Promise<Result> {
  await fill(adminUrl);
  const constant = await constantly();
  const paces: { full: number[]; bare: number[] } = { full: [], bare: [] };
  for (let round = -1; round < rounds; round++) {
    const [bare, full] = [await pace(constant), await pace(answerSearch)];
    if (round < 0) continue;
    paces.bare.push(bare);
    paces.full.push(full);
  }
  return result("finder.search", median(paces.full), "requests/s", median(paces.bare));
}
