import { createRequire, Module } from "node:module";

import { defineConfig, devices } from "@playwright/test";

const baseURL = process.env["BASE_URL"] ?? "http://127.0.0.1:3000";
const browser = process.env["CHROMIUM_PATH"];

/** Specs call the product's own library to make their workspaces; outside Next "server-only" would refuse to load. */
const { resolve, cache } = createRequire(import.meta.url);
const guard = resolve("server-only");
cache[guard] = Object.assign(new Module(guard), { loaded: true });

process.env["NEXTAUTH_URL"] ??= baseURL;

export default defineConfig({
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: {
      ...(browser ? { executablePath: browser } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "first", testMatch: "tests/e2e/first-*.spec.ts" },
    { name: "api", testMatch: "tests/api/**/*.spec.ts" },
    { name: "e2e", testMatch: "tests/e2e/**/*.spec.ts", testIgnore: "tests/e2e/first-*.spec.ts" },
  ],
});
