import { expect, test } from "vitest";
import { OptionError, parseStartOptions } from "@/ops/options";

test("without options the demo has 24 schools and five years", () => {
  expect(parseStartOptions([])).toEqual({ help: false, empty: false, schools: 24, years: 5 });
});

test("options are read in both forms", () => {
  expect(parseStartOptions(["--empty", "--schools=6", "--years", "3"])).toEqual({
    help: false,
    empty: true,
    schools: 6,
    years: 3,
  });
});

test.each([
  [["--schools", "0"], "--schools must be a whole number from 1 to 1000"],
  [["--schools", "many"], 'not "many"'],
  [["--years", "6"], "--years must be a whole number from 1 to 5"],
  [["--scools", "3"], "--schools N"],
  [["24"], "--schools N"],
])("%j is refused with what would be right", (args, words) => {
  expect(() => parseStartOptions(args)).toThrow(OptionError);
  expect(() => parseStartOptions(args)).toThrow(words);
});
