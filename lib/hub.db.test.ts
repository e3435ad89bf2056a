import { connect, createServer, type Server, type Socket } from "node:net";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "./env";

/** A door between the hub and the database that can be shut. */
function makeGate(to: { host: string; port: number }) {
  const open = new Set<Socket>();
  let server: Server;
  const start = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer((near) => {
        const far = connect(to);
        for (const socket of [near, far]) {
          open.add(socket);
          socket.on("error", () => {});
        }
        near.pipe(far).pipe(near);
      });
      server.listen(port, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
      open.clear();
    });
  return { start, shut };
}

const before = process.env.DATABASE_URL_USER;
const userUrl = new URL(parseEnv().databaseUrls.user);
const admin = postgres(process.env.TEST_ADMIN_URL ?? "postgres://none", { max: 1, onnotice: () => {} });
const gate = makeGate({ host: userUrl.hostname, port: Number(userUrl.port || 5432) });
const tell = (la: string, id: string) =>
  admin`select pg_notify('keymark', ${JSON.stringify({ la, kind: "import", id })})`;

let hub: typeof import("./hub");
let port = 0;

beforeAll(async () => {
  port = await gate.start(0);
  const through = new URL(userUrl);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  process.env.DATABASE_URL_USER = through.href;
  hub = await import("./hub");
});

afterAll(async () => {
  if (before === undefined) delete process.env.DATABASE_URL_USER;
  else process.env.DATABASE_URL_USER = before;
  await hub.closeHub();
  await gate.shut();
  await admin.end();
});

describe("the event hub", () => {
  it("tells each subscriber of its own authority's changes, over one connection, until it leaves", async () => {
    const [mine, again, others]: [unknown[], unknown[], unknown[]] = [[], [], []];
    const leave = hub.subscribe("h01", (e) => mine.push(e));
    const leaveAgain = hub.subscribe("h01", (e) => again.push(e));
    const leaveOthers = hub.subscribe("h02", (e) => others.push(e));
    await expect.poll(() => mine, { timeout: 5000 }).toContainEqual(null);
    await tell("h01", "one");
    await expect.poll(() => mine).toContainEqual({ la: "h01", kind: "import", id: "one" });
    expect(again).toContainEqual({ la: "h01", kind: "import", id: "one" });
    expect(others.filter((e) => e !== null)).toEqual([]);
    leave();
    leaveAgain();
    await tell("h01", "two");
    await tell("h02", "three");
    await expect.poll(() => others).toContainEqual({ la: "h02", kind: "import", id: "three" });
    expect(mine).not.toContainEqual({ la: "h01", kind: "import", id: "two" });
    leaveOthers();
  });

  it("listens again after the database was away, and says that something may have happened unheard", async () => {
    const heard: unknown[] = [];
    const leave = hub.subscribe("h03", (e) => heard.push(e));
    await tell("h03", "before");
    await expect.poll(() => heard, { timeout: 5000 }).toContainEqual({ la: "h03", kind: "import", id: "before" });
    heard.length = 0;
    await gate.shut();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await gate.start(port);
    await expect.poll(() => heard, { timeout: 30_000 }).toContainEqual(null);
    await tell("h03", "after");
    await expect.poll(() => heard).toContainEqual({ la: "h03", kind: "import", id: "after" });
    leave();
  });
});
