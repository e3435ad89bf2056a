import { describe, expect, it } from "vitest";
import { passwordFault } from "./password-rules";

const owner = { email: "sam.headley@oak-primary.example", places: ["Oak Primary School", "Calderwick"] };
const faultOf = (password: string) => passwordFault(password, owner);

describe("a password is refused in words where it", () => {
  it.each([
    ["is empty", "", "Enter"],
    ["has eleven characters", "kq7 rain el", "at least 12"],
    ["has 129 characters", "hedge rain elk ".repeat(9).slice(0, 129), "at most 128"],
    ["is among those that leak most", "1qaz2wsx3edc", "guessed first"],
    ["is among them but for capitals", "1QAZ2wsx3EDC", "guessed first"],
    ["is among them in full-width letters", "１ｑａｚ２ｗｓｘ３ｅｄｃ", "guessed first"],
    ["is a common word with a year", "Hurricane2026!", "guessed first"],
    ["is a common word among signs", "***password***", "guessed first"],
    ["is one letter", "aaaaaaaaaaaaaaaa", "guessed first"],
    ["is one thing over and over", "abc1abc1abc1", "guessed first"],
    ["is a run", "abcdefghijklmnop", "guessed first"],
    ["is a run of figures", "123456789012345", "guessed first"],
    ["is a row of the keyboard", "qwertyuiopasdf", "guessed first"],
    ["is the product's name", "Keymark2026!!", "Keymark’s name"],
    ["is the person's own address", "sam.headley@oak-primary.example", "your address"],
    ["is the school's name", "Oak Primary School 1", "name of your school"],
    ["is the authority's name", "Calderwick-2026", "name of your school"],
  ])("%s", async (_, password, words) => {
    expect(await faultOf(password)).toContain(words);
  });
});

it.each([
  "copper lantern otter basin",
  "xK9vTq2mWz4h",
  "ветер гора лодка сыр",
  "two keymark lanterns over Oak Primary School",
  "🦊 🐢 lantern copper",
  "  leading and trailing spaces  ",
  "hedge rain elk ".repeat(9).slice(0, 128).replace("hedge", "hodge"),
])("%j is taken: no rule asks for kinds of characters", async (password) => {
  expect(await faultOf(password)).toBeNull();
});

it("the list that ships holds each of the commonest long passwords, and of 20,000 random ones none", async () => {
  const common = ["qwertyuiop123", "password1234", "iloveyou1234", "unbelievable", "123456789abc", "thunderbirds"];
  for (const password of common) expect([password, await faultOf(password)]).not.toEqual([password, null]);
  const { isCommon } = await import("./common-passwords");
  const { randomBytes } = await import("node:crypto");
  let taken = 0;
  for (let n = 0; n < 20_000; n++) if (await isCommon(randomBytes(9).toString("hex"))) taken += 1;
  expect(taken).toBeLessThanOrEqual(3);
});
