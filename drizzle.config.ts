import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./db/schema/*.ts", "./lib/datasets/*/table.ts"],
  out: "./db/migrations",
  schemaFilter: ["ref", "auth", "app", "data", "audit"],
});
