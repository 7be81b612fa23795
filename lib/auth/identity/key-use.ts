import "server-only";
import { sqlClient } from "@/lib/db/client";
import { toItsEnd } from "@/lib/db/request-scope";
import { log } from "@/lib/log";

const every = 60 * 1000;
const noted = new Map<string, number>();

/**
 * Keeps "last used" right to the minute without a write per request: each process writes a key at most once a
 * minute, beside the request and not before its answer. Telemetry, so no audit entry.
 */
export function noteKeyUse(workspaceId: string, keyId: string, now: Date): void {
  if (now.getTime() - (noted.get(keyId) ?? 0) < every) return;
  if (noted.size > 10_000) noted.clear();
  noted.set(keyId, now.getTime());
  const at = now.toISOString();
  const write = () =>
    sqlClient`
      update api_keys set last_used_at = ${at}::timestamptz
      where workspace_id = ${workspaceId}::uuid and id = ${keyId}::uuid
        and (last_used_at is null or last_used_at < ${at}::timestamptz)`;
  toItsEnd(write).catch((error: unknown) => log.warn({ err: error }, "key use not noted"));
}
