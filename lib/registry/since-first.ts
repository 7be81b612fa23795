import "server-only";
import { sql, type SQL } from "drizzle-orm";

import { models } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";

/** When a model first served: now, unless it did before. */
export function sinceFirst({ now }: WriteCtx): SQL {
  return sql`coalesce(${models.servedAt}, ${now.toISOString()}::timestamptz)`;
}
