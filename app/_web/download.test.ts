import { describe, expect, it } from "vitest";
import { attachment } from "./download";

const headers = (name: string) => attachment("x", { type: "text/plain", name }).headers;

describe("a download's file name", () => {
  it("keeps accents for browsers that read RFC 5987, and plain letters for the others", () =>
    expect(headers("Ysgol Pen-y-graig ŵ (999-2001) 2026.pdf").get("content-disposition")).toBe(
      "attachment; filename=\"Ysgol Pen-y-graig w (999-2001) 2026.pdf\"; filename*=UTF-8''Ysgol%20Pen-y-graig%20%C5%B5%20%28999-2001%29%202026.pdf",
    ));

  it.each([['St Anne\'s "A"/B\\C\r\nSet-Cookie: x.csv'], ["../../etc/passwd"], ["a\u0000b"]])(
    "never ends its header or names a folder: %j",
    (name) => {
      const given = headers(name).get("content-disposition") ?? "";
      expect(given).toMatch(/^attachment; filename="[^"\\/\r\n]*"; filename\*=UTF-8''[A-Za-z0-9%._~!-]*$/);
      expect(decodeURIComponent(given.split("UTF-8''")[1] ?? "")).not.toMatch(/[\\/\r\n"]/);
    },
  );

  it("is kept by no cache", () => expect(headers("a.csv").get("cache-control")).toBe("private, no-store"));
});
