import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { request as http } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { makeAuthority } from "@/demo/authority";
import { ctfText } from "@/demo/ctf";
import { yearsOfRows } from "@/demo/pupils";
import { writeZip } from "@/demo/zip";
import { closeDatabase } from "@/lib/database";
import { parseEnv } from "@/lib/env";
import { setAuthority } from "@/lib/settings/operate";
import { freePort } from "@/ops/port";
import { webProgram } from "@/ops/programs";
import { adminSql, closeAdmin } from "./support/database";
import { elsewhere, makeElsewhere } from "./support/elsewhere";
import { dataFolder, personCalled, schoolOf } from "./support/people";
import { signIn } from "./support/product";
import { originOf, sessionOf } from "./support/raw";

const { la, urn, officer } = elsewhere;
const folder = mkdtempSync(path.join(tmpdir(), "keymark-hostile-"));

/** Names of the uploads kept for the authority. */
function kept(): string[] {
  const uploads = path.join(dataFolder(), "uploads", la);
  return existsSync(uploads) ? readdirSync(uploads).sort() : [];
}

async function entered(): Promise<string[]> {
  const rows = await adminSql()<{ stored: string }[]>`select stored from app.imports where la_code = ${la}`;
  return rows.map(({ stored }) => path.basename(stored)).sort();
}

interface Sending {
  name?: string;
  at?: string;
  headers?: Record<string, string>;
}

async function send(page: Page, data: Buffer | string, { name = "file.xml", at = "", headers = {} }: Sending = {}) {
  const origin = at || originOf(page);
  const answer = await page.request.post(`${origin}/api/uploads?la=${la}`, {
    headers: {
      Origin: origin,
      "Content-Type": "application/octet-stream",
      "x-file-name": encodeURIComponent(name),
      ...headers,
    },
    data: Buffer.from(data),
  });
  return { status: answer.status(), ...((await answer.json()) as { id?: string; error?: string }) };
}

interface Ended {
  state: string;
  words: string;
  file_name: string;
}

/** What became of an upload, with the words said of it and of the files in it. */
async function endOf(id = ""): Promise<Ended> {
  let ended: Ended | undefined;
  await expect
    .poll(
      async () => {
        [ended] = await adminSql()<Ended[]>`
          select i.state, i.file_name, concat_ws(' ', i.words, (select string_agg(s.file_name || ': ' || coalesce(s.words, ''), ' ')
            from app.import_schools s where s.import_id = i.id)) as words
          from app.imports i where i.id = ${id}`;
        return ended?.state;
      },
      { timeout: 20_000 },
    )
    .toMatch(/done|rejected|failed/);
  return ended as Ended;
}

function zipOf(files: { name: string; bytes: Buffer }[]): Buffer {
  const file = path.join(folder, "made.zip");
  writeZip(file, files);
  return readFileSync(file);
}

/** A sound file of the authority's school, with pupils of the demo's making. */
function soundFile(): string {
  const [rows] = [...yearsOfRows(makeAuthority({ schools: 2, years: [2026] }))];
  const first = rows?.phonics[0];
  if (!first) throw new Error("The demo has no phonics.");
  const school = { ...first.school, area: la, urn, estab: "2901", name: "Elsewhere Primary School" };
  const text = ctfText({ dataset: "phonics", year: 2026, school, rows: first.rows });
  return text.replaceAll(/<(LEA|SourceLEA|LA)>999</g, `<$1>${la}<`);
}

const unique = () => `<!-- ${randomBytes(8).toString("hex")} -->`;

test.beforeAll(() => makeElsewhere({ like: schoolOf(personCalled("Headteacher")) }));
test.afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closeDatabase();
  await closeAdmin();
});
test.afterEach(async () => {
  expect(kept(), "what is kept is what was entered, and nothing else").toEqual(await entered());
});

test("what is no file, or has no name, is refused before anything is kept", async ({ page }) => {
  await signIn(page, officer);
  const before = kept();
  expect(await send(page, "")).toMatchObject({ status: 400, error: expect.stringContaining("The file is empty.") });
  for (const name of ["", "%", "%E0%A4%A"]) {
    const sent = await send(page, "<a/>", { headers: { "x-file-name": name } });
    expect(sent).toMatchObject({ status: 400, error: expect.stringContaining("name is missing") });
  }
  const origin = originOf(page);
  for (const type of ["text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=x"]) {
    const answer = await page.request.post(`/api/uploads/form?la=${la}`, {
      headers: { Origin: origin, "Content-Type": type },
      data: Buffer.from("<a/>"),
    });
    expect(answer.status(), type).toBe(400);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining("choose them again") });
  }
  expect(kept()).toEqual(before);
});

test("names that would lead elsewhere or deceive are only ever shown, in one harmless line", async ({ page }) => {
  await signIn(page, officer);
  const names = [
    "../../../evil.xml",
    "C:\\evil\\..\\x.xml",
    "a\u0000b.xml",
    "gpj.\u202Elmx.exe",
    "a\r\nSet-Cookie: x=1.xml",
  ];
  for (const name of [...names, `${"long".repeat(200)}.xml`]) {
    const { id } = await send(page, `<a/>${unique()}`, { name });
    const ended = await endOf(id);
    expect(ended.state).toBe("rejected");
    expect(ended.file_name).toMatch(/^[^\p{Cc}\p{Cf}]{1,200}$/u);
  }
  const inside = names.map((name) => ({ name, bytes: Buffer.from(`<a/>${unique()}`) }));
  const { id } = await send(page, zipOf(inside), { name: "names.zip" });
  expect((await endOf(id)).words).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
  for (const place of ["evil.xml", "x.xml"]) {
    for (const base of [dataFolder(), path.dirname(dataFolder()), process.cwd(), path.dirname(process.cwd())])
      expect(existsSync(path.join(base, place))).toBe(false);
  }
});

test("bombs of ZIP and XML are refused in words, and the worker takes the next file", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, officer);
  const lol = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");
  const bombs: [name: string, bytes: Buffer | string, words: RegExp][] = [
    ["ratio.zip", zipOf([{ name: "a.xml", bytes: Buffer.alloc(50_000_000) }]), /inflate far beyond/],
    [
      "nested.zip",
      zipOf([{ name: "b.zip", bytes: zipOf([{ name: "a.xml", bytes: randomBytes(99) }]) }]),
      /ZIP within the ZIP/,
    ],
    [
      "laughs.xml",
      `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "l">${lol}]><CTfile>&l9;</CTfile>${unique()}`,
      /DOCTYPE/,
    ],
    ["outside.xml", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>${unique()}`, /DOCTYPE/],
    ["deep.xml", `${"<a>".repeat(100_000)}${unique()}`, /./],
    ["torn.zip", zipOf([{ name: "a.xml", bytes: randomBytes(5000) }]).subarray(0, 3000), /ZIP/],
  ];
  for (const [name, bytes, words] of bombs) {
    const { id, status } = await send(page, bytes, { name });
    expect(status, name).toBe(200);
    const ended = await endOf(id);
    expect(ended.state, name).toBe("rejected");
    expect(ended.words, name).toMatch(words);
    expect(ended.words, name).not.toMatch(/root:|Reference|went wrong/);
  }
  const sound = await send(page, `${soundFile()}${unique()}`, { name: "sound.xml" });
  expect(await endOf(sound.id)).toMatchObject({ state: "done" });
  const worker = await page.request.get(`http://127.0.0.1:${process.env.WORKER_PORT}/api/health`);
  expect(worker.status()).toBe(200);
});

test("an upload that breaks off at its end leaves nothing", async ({ page }) => {
  await signIn(page, officer);
  const before = kept();
  const session = await sessionOf(page);
  const length = 4_000_000;
  const upload = http(`${originOf(page)}/api/uploads?la=${la}`, {
    method: "POST",
    headers: {
      Origin: originOf(page),
      Cookie: `${session?.name}=${session?.value}`,
      "Content-Length": length,
      "x-file-name": "broken.xml",
    },
  });
  upload.on("error", () => {});
  await new Promise<void>((sent) => upload.write(Buffer.alloc(length * 0.99, "x"), () => sent()));
  await expect.poll(() => kept().length).toBe(before.length + 1);
  upload.destroy();
  await expect.poll(kept).toEqual(before);
  expect((await send(page, `<a/>${unique()}`)).status).toBe(200);
});

test("ten uploads at once take no more places than the queue has, and the refused leave nothing", async ({ page }) => {
  await signIn(page, officer);
  const sql = adminSql();
  await setAuthority(la, { queueLimit: 3 });
  const waiting = (count: number) => sql`
    insert into app.imports (la_code, file_name, bytes, sha256, stored, state, sent_by_name)
    select ${la}, 'waits.xml', 1, md5(random()::text) || md5(random()::text), 'x', 'waiting', 'Olwen' from generate_series(1, ${count}::int)`;
  try {
    await waiting(2);
    const sent = await Promise.all(Array.from({ length: 10 }, () => send(page, `<a/>${unique()}`)));
    const refused = sent.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(10);
    for (const { status, error } of refused) {
      expect(status).toBe(400);
      expect(error).toMatch(/^The queue is full: \d+ of 3 uploads are waiting/);
    }
    await waiting(1);
    const full = await Promise.all(Array.from({ length: 10 }, () => send(page, `<a/>${unique()}`)));
    expect(full.map(({ status }) => status)).toEqual(full.map(() => 400));
  } finally {
    await sql`delete from app.imports where la_code = ${la} and stored = 'x'`;
    await setAuthority(la, { queueLimit: 20 });
  }
  expect((await send(page, `<a/>${unique()}`)).status).toBe(200);
});

/** A second web process of the same deployment, which takes 1 MB at most. */
async function smallWeb(): Promise<{ origin: string; child: ChildProcess }> {
  const port = await freePort();
  const program = webProgram({ ...parseEnv(), port, publicUrl: `http://localhost:${port}` });
  const env = { ...program.env, KEYMARK_UPLOAD_MB: "1", NODE_ENV: "production" as const };
  const child = spawn(program.command, program.args, { env, stdio: "ignore" });
  const origin = `http://localhost:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${origin}/api/health`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(200);
  return { origin, child };
}

test("one byte over the cap is refused, whether or not the upload says its size; at the cap it is taken", async ({
  page,
}) => {
  await signIn(page, officer);
  const { origin, child } = await smallWeb();
  try {
    const cap = 2 ** 20;
    const before = kept();
    const words = "The file is larger than 1 MB, the most that is taken. Send it in parts.";
    expect(await send(page, Buffer.alloc(cap + 1, "x"), { at: origin })).toMatchObject({ status: 400, error: words });
    const session = await sessionOf(page);
    const silent = await fetch(`${origin}/api/uploads?la=${la}`, {
      method: "POST",
      headers: { Origin: origin, Cookie: `${session?.name}=${session?.value}`, "x-file-name": "a.xml" },
      body: new Blob([Buffer.alloc(cap + 1, "x")]).stream(),
      duplex: "half",
    } as RequestInit);
    expect([silent.status, await silent.json()]).toMatchObject([400, { error: words }]);
    expect(kept()).toEqual(before);
    expect((await send(page, randomBytes(cap), { at: origin })).status).toBe(200);
  } finally {
    child.kill("SIGTERM");
  }
});
