import { existsSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { admin, closeMake, makeAuthority, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { closeDatabase } from "@/lib/database";
import { closeQueue } from "@/lib/queue";
import { storedPath } from "@/lib/store";
import { child, ctf, send, shown, work } from "./make";
import { tidyUploads } from "./tidy";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

it("an upload's bytes go thirty days after its end; its row and counts, and uploads that wait, stay", async () => {
  const { code } = await makeAuthority();
  const [school, scope] = [await makeSchool(code), await asStaff(code)];
  const ids: string[] = [];
  for (let n = 0; n < 3; n++)
    ids.push(await send(scope, ctf({ school, children: [child(n)] }), { existing: "retain" }));
  const [old = "", fresh = "", waiting = ""] = ids;
  for (const id of [old, fresh]) await work(scope, id);
  const there = async (id: string) => {
    const [row] = await sql<{ stored: string }[]>`select stored from app.imports where id = ${id}`;
    return existsSync(storedPath(row?.stored ?? ""));
  };
  await sql`update app.imports set finished_at = now() - interval '31 days' where id = ${old}`;
  await sql`update app.imports set created_at = now() - interval '31 days' where id = ${waiting}`;
  expect(await Promise.all([old, fresh, waiting].map(there))).toEqual([true, true, true]);
  await tidyUploads();
  await tidyUploads();
  expect(await Promise.all([old, fresh, waiting].map(there))).toEqual([false, true, true]);
  expect((await shown(scope, old)).schools).toMatchObject([{ state: "done", boys: 0, girls: 1 }]);
});
