import { createServer } from "node:net";

/** Whether this machine lets us listen on the port now. */
export const isFree = (port: number, host = "127.0.0.1"): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** A port that nothing listens on now, chosen by the system. */
export const freePort = (host = "127.0.0.1"): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host }, () => {
      const address = server.address();
      const port = address && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/** Thrown when the one port that was asked for is taken. */
export class PortTaken extends Error {
  override name = "PortTaken";
}

/**
 * The port to listen on: the wanted one, or the first free one of the hundred after it, unless it was given
 * explicitly (then a taken one throws `PortTaken`). `avoid` is already given to another of our programs.
 */
export async function choosePort(
  name: string,
  wanted: number,
  rules: { explicit: boolean; host?: string; avoid?: number },
): Promise<number> {
  if (wanted === 0) return freePort(rules.host);
  const fits = async (port: number) => port !== rules.avoid && (await isFree(port, rules.host));
  if (await fits(wanted)) return wanted;
  if (rules.explicit) {
    throw new PortTaken(
      `${name} ${wanted} is taken by another program. Give another one (${name}=${wanted + 10}), or end it.`,
    );
  }
  for (let port = wanted + 1; port <= Math.min(wanted + 100, 65535); port++) {
    if (await fits(port)) return port;
  }
  throw new PortTaken(`${name}: no port from ${wanted} to ${wanted + 100} is free. Give another one by ${name}.`);
}
