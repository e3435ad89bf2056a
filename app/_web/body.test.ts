import { describe, expect, it } from "vitest";
import { jsonOf } from "./body";

const sent = (body: BodyInit) => new Request("http://keymark.example/", { method: "POST", body });

describe("a request's body as JSON", () => {
  it("is what was sent", async () => expect(await jsonOf(sent('{"la":"999"}'))).toEqual({ la: "999" }));

  it.each(["", "{", "la=999"])("is refused in words where it is none: %j", (body) =>
    expect(jsonOf(sent(body))).rejects.toThrow("not one that this page sends"),
  );

  it("is read no further than its cap, whatever it says of its length", async () => {
    let given = 0;
    const endless = new ReadableStream({
      pull(controller) {
        given += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const request = new Request("http://keymark.example/", { method: "POST", body: endless, duplex: "half" } as never);
    await expect(jsonOf(request)).rejects.toThrow("larger than the 1 MB");
    expect(given).toBeLessThan(20);
  });
});
