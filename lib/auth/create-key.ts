import "server-only";
import { apiKeys } from "@/drizzle/schema/auth";
import { makeKey } from "@/lib/auth/identity/tokens";
import { createKeyInput, daysAfter } from "@/lib/auth/inputs";
import { command } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";

/** Makes a key for oneself. The secret is in this answer and nowhere else. */
export const createKey = command({
  permission: "key:write",
  input: createKeyInput,
  run: async ({ tx, actor, workspaceId, now }, { name, scopes, expiresInDays }) => {
    if (actor.kind !== "user") throw new Refusal("forbidden", "Keys are made by people.");
    const id = uuidv7(now.getTime());
    const { secret, secretHash, hint } = makeKey(workspaceId);
    const expiresAt = expiresInDays === null ? null : daysAfter(now, expiresInDays);
    await tx.insert(apiKeys).values({
      workspaceId,
      id,
      ownerId: actor.id,
      name,
      secretHash,
      hint,
      scopes,
      createdAt: now,
      expiresAt,
    });
    return {
      result: { id, name, key: secret, hint, scopes, expiresAt },
      audit: {
        action: "key.create",
        subject: `key:${id}`,
        name,
        after: { hint, scopes, expiresAt },
      },
    };
  },
});
