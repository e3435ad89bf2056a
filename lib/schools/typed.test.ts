import { describe, expect, it } from "vitest";
import { typedWords } from "./typed";

describe("words around a name need not be in it, unless there is nothing else", () => {
  it.each([
    ["schools in Ilkley", ["ilkley"]],
    ["The Beckfoot School", ["beckfoot"]],
    ["Saint Mary's", ["st", "marys"]],
    ["the", ["the"]],
    ["school", ["school"]],
    ["  ", []],
  ])("%s", (typed, needed) => {
    expect(typedWords(typed).needed).toEqual(needed);
  });
});

it("a name may be meant with its article, without it, or by its telling words alone", () => {
  expect(typedWords("The Abbey School").names).toEqual(["the abbey school", "abbey school", "abbey"]);
});
