import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `unit` needs nothing; `db` and `api` need DATABASE_URL, a migrated PostgreSQL (npm test provides one). */
export default defineConfig({
  resolve: {
    alias: {
      "server-only": at("./tests/support/server-only.ts"),
      "@": at("./"),
    },
  },
  test: {
    environment: "node",
    maxWorkers: 2,
    // a busy machine is no failure
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: ["unit", "db", "api"].map((name) => ({
      extends: true,
      test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`] },
    })),
  },
});
