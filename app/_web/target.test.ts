import { describe, expect, it } from "vitest";
import { safeTarget } from "./target";

describe("sign-in leads back only to this site", () => {
  it.each(["/school/100001", "/reports/standard-pack?urn=100001&year=2026", "/la/999/data/phonics/2026"])(
    "keeps %s",
    (to) => expect(safeTarget(to)).toBe(to),
  );

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "/%5C/../\\evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "home",
    "",
    "/sign-in?to=/sign-in",
    undefined,
    null,
    ["/school/100001"],
  ])("drops %j", (to) => expect(safeTarget(to)).toBe("/home"));
});
