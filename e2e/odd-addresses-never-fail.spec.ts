import { request as ask } from "node:http";
import { expect, test } from "@playwright/test";
import { personCalled } from "./support/people";
import { signIn } from "./support/product";
import { sessionOf } from "./support/raw";

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Sends a path exactly as it is written: clients that mean well would write it anew. */
function send(path: string): Promise<Answer> {
  const { hostname, port } = new URL(process.env.BASE_URL ?? "http://localhost:3000");
  return new Promise((resolve, reject) => {
    const sent = ask({ hostname, port, path, headers: { host: `${hostname}:${port}` } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    sent.on("error", reject).end();
  });
}

const markup = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
const texts = [
  ...[markup, "'; drop table ref.schools; --", "' or '1'='1", "1); select pg_sleep(9); --", "$1", "#{7*7}", "{{7*7}}"],
  ...["%", "_", "%%%%", "\\", "\\\\", "\\%", "a\\", "[a-z]*", "(((((", "a{99999}", "^.*$", "(?=a)", "*", "?", "+"],
  ...["\r\nX-Injected: yes", "\n", "\t", "a\u0000b", "\u0000", "\u202e", "\u200b", "\ufeff", "\uffff", "e\u0301"],
  ...["😀", "👩‍👩‍👧‍👦", "ﬁ", "ß", "İ", "ı", "Ω", "漢字", "שלום", "مدرسة", "ｓｔ　ｍａｒｙ", "½", "Ⅷ"],
  ...["=1+1", "+1", "-1", "@sum", "null", "undefined", "NaN", "true", "[object Object]", "__proto__", "constructor"],
  ...["../../etc/passwd", "..\\..\\", "/", "//", "file:///etc/passwd", "http://localhost/", "javascript:alert(1)"],
  ...["0", "-1", "1e309", "99999999999999999999", "0x10", "1.5", "107189", "380/2001", "3802001", "12345678"],
  ...["BD1", "bd1 1", "SW1A 1AA", "ZZ99 9ZZ", "A1A", "Q1 1QQ", "BD1%", "BD1_", "bd1 1'", "GIR 0AA"],
  ...["a".repeat(100), "a".repeat(5000), "a ".repeat(2000), "é".repeat(3000), "st ".repeat(60), "%".repeat(500)],
];

/** What no text encodes to. */
const raw = [
  ...["%", "%z", "%zz", "%00", "%ff", "%c0%af", "%ed%a0%80", "%ed%b0%80", "%f5%80%80%80", "%e2%82", "%u0041", "%25%25"],
  ...[
    "q=&q=",
    "q=a&q=b",
    "&&&&",
    "=&=",
    "q",
    "q=a;b",
    "q[]=a",
    "q[a]=b",
    "q.q=1",
    "page=99999999",
    "page=0x5",
    "page=1e9",
  ],
  ...[
    "within=-1",
    "within=1e3",
    "closed=2",
    "la='",
    "la=%00",
    "phase=%25",
    "sen=%7B%7D",
    "sen=%7BASD,%22%7D",
    "faith=__proto__",
  ],
  ...["type=constructor", "gender=%ed%a0%80", "_rsc=1", "_rsc=", "q=&_rsc=x"],
];

const places = (text: string): string[] => {
  const said = encodeURIComponent(text);
  return [`/schools?q=${said}`, `/schools.csv?q=${said}&la=${said}`, `/schools?la=${said}&phase=${said}&sen=${said}`];
};

const paths = [
  "/schools/X",
  "/help/X",
  "/sitemaps/X",
  "/assets/X",
  "/school/X",
  "/la/X",
  "/reports/X",
  "/api/batches/X/1",
].flatMap((path) =>
  [
    "%00",
    "%ff",
    "%ed%a0%80",
    "..%2f..%2fetc%2fpasswd",
    "__proto__",
    "constructor",
    "a".repeat(3000),
    "-1.xml",
    "%",
  ].map((name) => path.replace("X", name)),
);

/** Bounded: each address once, a few at a time. */
async function sendAll(addresses: string[]): Promise<(Answer & { address: string })[]> {
  const waiting = [...addresses];
  const answers: (Answer & { address: string })[] = [];
  const next = async () => {
    for (let address = waiting.shift(); address; address = waiting.shift())
      answers.push({ address, ...(await send(address)) });
  };
  await Promise.all([next(), next(), next(), next()]);
  return answers;
}

test("whatever a search is asked, it answers in words, runs nothing and says no more than it was asked", async () => {
  test.setTimeout(180_000);
  const queries = raw.flatMap((query) => [`/schools?${query}`, `/schools.csv?${query}`, `/schools?q=${query}`]);
  const answers = await sendAll([...texts.flatMap(places), ...queries, ...paths]);
  expect(answers.filter(({ status }) => status >= 500).map(({ address }) => address)).toEqual([]);
  for (const { address, headers, body } of answers) {
    expect(headers["x-injected"], address).toBeUndefined();
    expect(body, address).not.toContain("<script>alert");
    expect(body, address).not.toContain("<img src=x");
    expect(body, address).not.toMatch(/PostgresError|syntax error at|\bat .+\.(ts|js):\d+/);
  }
});

test("a list names its file the same whatever was asked, and no cell of it begins a formula", async () => {
  const asked = ["q=%22%0d%0aX-Injected:1", "la=999"].map((query) => `/schools.csv?${query}`);
  for (const { headers, body } of await sendAll(asked)) {
    expect(headers["content-disposition"]).toBe('attachment; filename="schools.csv"');
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(body).not.toMatch(/(^|,)"?[=+\-@\t]/m);
  }
});

test("pages for everyone are the same for somebody signed in, and set no cookie", async ({ page, request }) => {
  await signIn(page, personCalled("Headteacher"));
  expect(await sessionOf(page)).toBeDefined();
  for (const address of ["/", "/schools?la=999", "/schools.csv?la=999", "/schools/900001", "/help", "/privacy"]) {
    const [mine, anyone] = [await page.request.get(address), await request.get(address)];
    const counted = (text: string) => text.replace(/<dt>Opened<\/dt>.*?<\/dd>/s, "");
    expect(counted(await mine.text()), address).toBe(counted(await anyone.text()));
    expect(mine.headers()["cache-control"]).toMatch(/^public, /);
    expect(mine.headers()["set-cookie"]).toBeUndefined();
  }
});
