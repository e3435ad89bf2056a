import { describe, expect, it } from "vitest";
import { webMailOf } from "./web-mail";

describe("a web-mail address", () => {
  it.each([
    ["sam@gmail.com", "gmail.com"],
    ["Sam@GMail.COM", "gmail.com"],
    ["sam@mail.yahoo.co.uk", "yahoo.co.uk"],
    ["sam@a.b.outlook.com", "outlook.com"],
    ["sam@btinternet.com", "btinternet.com"],
  ])("is known by its domain in any case and under subdomains: %s", (address, service) =>
    expect(webMailOf(address)).toBe(service),
  );

  it.each([
    "sam@notgmail.com",
    "sam@gmail.com.school.example",
    "gmail.com@school.example",
    "sam@co.uk",
    "sam@school.sch.uk",
  ])("is not what only looks like one: %s", (address) => expect(webMailOf(address)).toBeNull());
});
