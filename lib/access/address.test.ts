import { describe, expect, it } from "vitest";
import { addressIn } from "./address";

describe("an address is taken in one form", () => {
  it.each([
    ["head@oak.sch.example", "head@oak.sch.example"],
    [" Head@Oak.Sch.EXAMPLE ", "head@oak.sch.example"],
    ["o'neil+sen@oak.example", "o'neil+sen@oak.example"],
    ["a.b-c_d@oak-primary.example", "a.b-c_d@oak-primary.example"],
    ["sam@schüle.example", "sam@xn--schle-mva.example"],
    ["sam@xn--schle-mva.example", "sam@xn--schle-mva.example"],
    [`${"a".repeat(64)}@oak.example`, `${"a".repeat(64)}@oak.example`],
  ])("%j", (text, address) => {
    expect(addressIn(text)).toBe(address);
  });
});

describe("an address is refused that", () => {
  it.each([
    ["is empty", ""],
    ["has no @", "head.oak.example"],
    ["has two", "head@oak@evil.example"],
    ["is quoted", '"head@oak.example"@evil.example'],
    ["is quoted within", 'he"ad"@oak.example'],
    ["has a full-width @", "head＠oak.example"],
    ["has a small @", "head﹫oak.example"],
    ["has a full-width letter", "ｈead@oak.example"],
    ["has a full-width domain", "head@ｏak.example"],
    ["has a Cyrillic letter before the @", "heаd@oak.example"],
    ["has a Cyrillic letter in its domain", "head@oаk.example"],
    ["hides one in its domain's own form", "head@xn--ok-7kc.example"],
    ["has an ideographic dot", "head@oak。example"],
    ["has an invisible space", "head@oak\u200b.example"],
    ["has a space", "head @oak.example"],
    ["has a line break", "head@oak.example\nbcc: x@evil.example"],
    ["has a comment", "head(x)@oak.example"],
    ["has a name before it", "Head <head@oak.example>"],
    ["is a list", "head@oak.example,evil@evil.example"],
    ["begins with a dot", ".head@oak.example"],
    ["has two dots", "he..ad@oak.example"],
    ["has no domain with a dot", "head@localhost"],
    ["leads to a number", "head@127.0.0.1"],
    ["leads to a bracketed number", "head@[127.0.0.1]"],
    ["has a part that begins with a hyphen", "head@-oak.example"],
    ["has a local part of 65", `${"a".repeat(65)}@oak.example`],
    ["is longer than 254", `head@${"a.".repeat(125)}example`],
  ])("%s", (_, text) => {
    expect(addressIn(text)).toBeNull();
  });
});
