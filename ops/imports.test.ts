import { describe, expect, test } from "vitest";
import { cyclesOf, faultOf, importsOf, target } from "@/ops/imports";

const files = new Set([
  "lib/year.ts",
  "db/scope.ts",
  "db/client.ts",
  "lib/datasets/eyfsp/index.ts",
  "lib/imports/read.ts",
  "components/report/html.tsx",
  "components/ui/button.tsx",
]);
const exists = (file: string) => files.has(file);

function fault(from: string, line: string): string | undefined {
  const [found] = importsOf(from, line);
  return found && faultOf(found, target(found, exists));
}

describe("who may import whom", () => {
  test.each([
    ["app/page.tsx", 'import { withScope } from "@/db/scope";'],
    ["app/page.tsx", 'import { eq } from "drizzle-orm";'],
    ["components/grid/grid.tsx", 'import { read } from "@/lib/imports/read";'],
    ["lib/upn.ts", 'import { headers } from "next/headers";'],
    ["lib/upn.ts", 'import React from "react";'],
    ["lib/datasets/phonics/index.ts", 'import { eyfsp } from "../eyfsp/index";'],
    ["lib/datasets/phonics/checks.ts", 'import { read } from "@/lib/imports/read";'],
    ["jobs/worker.ts", 'import page from "@/app/page";'],
    ["db/scope.ts", 'import { year } from "@/lib/year";'],
    ["ops/start.ts", 'import { Button } from "@/components/ui/button";'],
    ["demo/write.ts", 'import { ctf } from "@/lib/files/ctf";'],
    ["lib/schools/find.ts", 'import postgres from "postgres";'],
    ["lib/schools/find.ts", 'import { makePool } from "@/db/client";'],
  ])("%s may not: %s", (from, line) => {
    expect(fault(from, line)).toContain(from);
  });

  test.each([
    ["app/page.tsx", 'import { html } from "@/components/report/html";'],
    ["components/grid/grid.tsx", 'import type { Read } from "@/lib/imports/read";'],
    ["components/grid/grid.tsx", 'import { type Read } from "@/lib/imports/read";'],
    ["components/grid/grid.tsx", 'import { year } from "@/lib/year";'],
    ["lib/schools/find.ts", 'import { withScope } from "@/db/scope";'],
    ["lib/schools/find.ts", 'import type postgres from "postgres";'],
    ["lib/hub.ts", 'import { makeListener } from "@/db/client";'],
    ["jobs/pdf.ts", 'import { html } from "@/components/report/html";'],
    ["lib/upn.test.ts", 'import { headers } from "next/headers";'],
  ])("%s may: %s", (from, line) => {
    expect(fault(from, line)).toBeUndefined();
  });
});

test("imports over several lines, re-exports and dynamic imports are all seen", () => {
  const text =
    'import {\n  a,\n  type B,\n} from "./a";\nexport * from "./b";\nimport "./c.css";\nconst d = await import("./d");\n';
  expect(importsOf("lib/x.ts", text).map(({ specifier, type }) => [specifier, type])).toEqual([
    ["./a", false],
    ["./b", false],
    ["./c.css", false],
    ["./d", false],
  ]);
});

test("a circle of imports is named with the way round", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["a"]],
    ["d", ["a"]],
  ]);
  expect(cyclesOf(graph)).toEqual([["a", "b", "c", "a"]]);
});
