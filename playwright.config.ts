import { defineConfig } from "@playwright/test";
import { chromiumPath } from "./ops/chromium";

const launchOptions = await chromiumPath();

/** Against a running product (BASE_URL); `npm test -- e2e` starts one and runs these. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  workers: 1,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: process.env.BASE_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "Europe/London",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions,
  },
});
