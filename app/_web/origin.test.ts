import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./origin";

const from = (given: Record<string, string>) => isSameOrigin(new Headers({ host: "keymark.example", ...given }));

describe("what changes something comes from a page of this host", () => {
  it("accepts this host", () => expect(from({ origin: "https://keymark.example" })).toBe(true));

  it.each([
    "https://evil.example",
    "https://keymark.example.evil.example",
    "null",
    "keymark.example",
    "https://keymark.example:8443",
  ])("refuses %s", (origin) => expect(from({ origin })).toBe(false));

  it("refuses a request that does not say", () => expect(from({})).toBe(false));
});
