import { expect, it } from "vitest";
import { stateWords } from "./state-words";

const state = { in: true, errors: 0, queries: 0 };

it("says of each school whether it is in, and leads to its errors before its queries", () => {
  expect(stateWords(undefined)).toEqual({ words: "–" });
  expect(stateWords({ ...state, in: false })).toEqual({ mark: "clock", words: "Not in" });
  expect(stateWords(state)).toEqual({ mark: "arrow", words: "Clean" });
  expect(stateWords({ ...state, errors: 1, queries: 2 })).toEqual({
    mark: "bell",
    words: "1 error, 2 queries",
    show: "errors",
  });
  expect(stateWords({ ...state, queries: 1 })).toEqual({ mark: "bell", words: "1 query", show: "queries" });
});
