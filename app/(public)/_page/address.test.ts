import { describe, expect, it } from "vitest";
import { listAddress, searchOf } from "./address";

const back = (query: string) => listAddress(searchOf(new URLSearchParams(query)));

describe("an address that can be shared says only what was asked, always in one order", () => {
  it.each([
    ["q=leeds&phase=&type=&within=&page=1", "/schools?q=leeds"],
    ["la=380&q=%20st%20john%20&page=3", "/schools?q=st+john&la=380&page=3"],
    ["closed=1&faith=catholic&q=", "/schools?faith=catholic&closed=1"],
    ["q=bd1&within=5&within=10", "/schools?q=bd1&within=5"],
    ["", "/schools"],
  ])("%s", (given, address) => {
    expect(back(given)).toBe(address);
  });
});

it("what an address says wrongly is as if it were not there", () => {
  expect(back("q=a&page=-1&within=7&closed=yes&phase=%00&other=x")).toBe("/schools?q=a");
  expect(searchOf(new URLSearchParams(`q=${"x".repeat(500)}`)).q).toHaveLength(100);
  expect(searchOf(new URLSearchParams(`q=a&type=${"x".repeat(61)}`)).type).toBeUndefined();
});
