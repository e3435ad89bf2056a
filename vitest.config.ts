import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname) };
const folders = ["app", "components", "lib", "jobs", "db", "ops", "demo", "bench"];
const tests = (end: string) => folders.map((folder) => `${folder}/**/*.${end}`);

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", include: tests("test.{ts,tsx}"), exclude: tests("db.test.ts"), testTimeout: 20_000 },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: tests("db.test.ts"),
          globalSetup: "ops/test-database.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
