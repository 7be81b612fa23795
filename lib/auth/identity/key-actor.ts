import "server-only";
import { findKeyHolder } from "@/lib/auth/identity/identity-queries";
import { noteKeyUse } from "@/lib/auth/identity/key-use";
import { parseKey } from "@/lib/auth/identity/tokens";
import type { Caller } from "@/lib/auth/rules";
import { Refusal } from "@/lib/errors";

/** The actor behind an `Authorization` header: its owner's roles, narrowed by the key's scopes. */
export async function keyActor(
  authorization: string,
  workspace: string | undefined,
  now: Date,
): Promise<Caller> {
  const key = parseKey(presentedKey(authorization));
  const holder = key && (await findKeyHolder(key, now));
  if (!key || !holder) throw refused("This API key is not known.");
  if (holder.revoked) throw refused("This API key has been revoked.");
  if (holder.expired) throw refused("This API key has expired.");
  if (!holder.active) throw refused("The owner of this API key has been deactivated.");
  if (workspace !== undefined && workspace !== holder.slug)
    throw new Refusal("missing", "There is no such workspace, or this API key is not for it.");
  noteKeyUse(key.workspaceId, holder.keyId, now);
  const { ownerId, ownerName, keyId, keyName, roles, scopes } = holder;
  return {
    kind: "machine",
    workspaceId: key.workspaceId,
    id: ownerId,
    name: ownerName,
    keyId,
    keyName,
    roles,
    scopes,
  };
}

/** Bearer, or Basic with the key as password (the user name is free) or as user name. */
function presentedKey(authorization: string): string {
  const [scheme = "", given = ""] = authorization.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === "bearer") return given;
  if (scheme.toLowerCase() !== "basic") throw refused("Send the API key as Bearer or Basic.");
  const text = Buffer.from(given, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return text.slice(colon + 1) || text.slice(0, Math.max(colon, 0));
}

const refused = (message: string) => new Refusal("unauthenticated", message);
