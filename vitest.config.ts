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
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"] } },
      ...["db", "api"].map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`tests/${name}/**/*.test.ts`],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      })),
    ],
  },
});
