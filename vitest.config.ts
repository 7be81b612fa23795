import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `unit` needs nothing; `db` needs DATABASE_URL, a migrated PostgreSQL (npm test provides one). */
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
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"] } },
      {
        extends: true,
        test: {
          name: "db",
          include: ["tests/{db,api}/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
