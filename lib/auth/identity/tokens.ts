import { createHash, randomBytes } from "node:crypto";

/** A secret as it is shown once, and what is stored of it. 24 random bytes need no salt and no slow hash. */
export type MadeSecret = { secret: string; secretHash: string; hint: string };

const keyForm = /^gh_[A-Za-z0-9_-]{54}$/;
const invitationForm = /^inv_[A-Za-z0-9_-]{54}$/;

/** An API key names its workspace, so one indexed look-up on one shard finds it. */
export function makeKey(workspaceId: string): MadeSecret {
  return makeSecret("gh_", workspaceId);
}

export function makeInvitationToken(workspaceId: string): MadeSecret {
  return makeSecret("inv_", workspaceId);
}

export function parseKey(key: string): { workspaceId: string; secretHash: string } | null {
  return keyForm.test(key) ? parseSecret("gh_", key) : null;
}

export function parseInvitationToken(
  token: string,
): { workspaceId: string; secretHash: string } | null {
  return invitationForm.test(token) ? parseSecret("inv_", token) : null;
}

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}

function makeSecret(prefix: string, workspaceId: string): MadeSecret {
  const workspace = Buffer.from(workspaceId.replaceAll("-", ""), "hex");
  const secret = prefix + Buffer.concat([workspace, randomBytes(24)]).toString("base64url");
  return { secret, secretHash: hashSecret(secret), hint: `${prefix}…${secret.slice(-4)}` };
}

function parseSecret(prefix: string, secret: string) {
  const hex = Buffer.from(secret.slice(prefix.length), "base64url").toString("hex");
  const workspaceId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
  return { workspaceId, secretHash: hashSecret(secret) };
}
