import "server-only";
import { and, eq } from "drizzle-orm";

import { apiKeys } from "@/drizzle/schema/auth";
import { keyInput } from "@/lib/auth/inputs";
import { may } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** One's own key, or as admin anybody's. Requests with it are refused from the next one on. */
export const revokeKey = command({
  permission: "key:write",
  input: keyInput,
  run: async ({ tx, actor, workspaceId, now }, { keyId }) => {
    const here = and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, keyId));
    const [key] = await tx
      .select({ ownerId: apiKeys.ownerId, name: apiKeys.name, revokedAt: apiKeys.revokedAt })
      .from(apiKeys)
      .where(here)
      .for("update");
    if (!key || (key.ownerId !== actor.id && !may(actor, "member:write")))
      throw new Refusal("missing", "There is no such key.");
    if (key.revokedAt) throw new Refusal("outdated", "This key is revoked already.");
    await tx.update(apiKeys).set({ revokedAt: now }).where(here);
    return {
      result: { keyId },
      audit: {
        action: "key.revoke",
        subject: `key:${keyId}`,
        name: key.name,
        before: { owner: key.ownerId },
        after: { revokedAt: now },
      },
    };
  },
});
