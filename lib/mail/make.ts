import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Taken {
  key: string;
  body: Record<string, string>;
}

type Answer = { status: number; name: string; retryAfter?: number } | "hang";

/**
 * A stand-in for Resend on loopback, for tests: takes messages as it does, one for each idempotency key, refuses a key with
 * another message, and gives the answers that it is told to give first.
 */
export async function fakeResend() {
  const taken: Taken[] = [];
  const next: Answer[] = [];
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    let text = "";
    for await (const chunk of request) text += chunk;
    const say = (status: number, body: object, headers = {}) =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    const answer = next.shift();
    if (answer === "hang") return;
    if (answer) {
      const error = {
        statusCode: answer.status,
        name: answer.name,
        message: `Invalid \`to\` field: ${JSON.parse(text).to}`,
      };
      return say(answer.status, error, answer.retryAfter ? { "retry-after": String(answer.retryAfter) } : {});
    }
    const key = String(request.headers["idempotency-key"]);
    const known = taken.find((t) => t.key === key);
    if (known && JSON.stringify(known.body) !== text)
      return say(409, { statusCode: 409, name: "invalid_idempotent_request", message: "Same key, another message" });
    if (!known) taken.push({ key, body: JSON.parse(text) });
    say(200, { id: key });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Messages that were taken, each once. */
    taken,
    /** Answers that come before any message is taken. */
    next,
    requests: () => requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
