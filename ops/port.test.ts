import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { choosePort, isFree, PortTaken } from "@/ops/port";

let server: Server;
let taken: number;
beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  taken = address && typeof address === "object" ? address.port : 0;
});
afterEach(() => server.close());

test("a taken port is followed by the next free one", async () => {
  const port = await choosePort("PORT", taken, { explicit: false });
  expect(port).toBeGreaterThan(taken);
  expect(await isFree(port)).toBe(true);
});

test("a taken port that was asked for is refused by name", async () => {
  await expect(choosePort("PORT", taken, { explicit: true })).rejects.toThrow(PortTaken);
  await expect(choosePort("PORT", taken, { explicit: true })).rejects.toThrow(`PORT ${taken} is taken`);
});

test("web and worker never get the same port", async () => {
  const web = await choosePort("PORT", taken, { explicit: false });
  const worker = await choosePort("WORKER_PORT", taken, { explicit: false, avoid: web });
  expect(worker).not.toBe(web);
});
