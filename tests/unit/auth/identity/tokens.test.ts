import { expect, test } from "vitest";

import {
  hashSecret,
  makeInvitationToken,
  makeKey,
  parseInvitationToken,
  parseKey,
} from "@/lib/auth/identity/tokens";
import { uuidv7 } from "@/lib/db/ids";

test("a key names its workspace and is stored only as its hash", () => {
  const workspaceId = uuidv7();
  const { secret, secretHash, hint } = makeKey(workspaceId);
  expect(secret).toMatch(/^gh_[A-Za-z0-9_-]{54}$/);
  expect(parseKey(secret)).toEqual({ workspaceId, secretHash });
  expect(secretHash).toBe(hashSecret(secret));
  expect(hint.length).toBeLessThan(10);
});

test("no two keys are alike", () => {
  const workspaceId = uuidv7();
  const keys = new Set(Array.from({ length: 500 }, () => makeKey(workspaceId).secret));
  expect(keys.size).toBe(500);
});

test("what is not a key is not looked up", () => {
  const { secret } = makeKey(uuidv7());
  const wrong = [
    "",
    "gh_",
    secret.slice(0, -1),
    `${secret}A`,
    secret.replace("gh_", "sk_"),
    "gh_ü",
  ];
  for (const text of wrong) expect(parseKey(text)).toBeNull();
});

test("an invitation token is no key and a key is no invitation", () => {
  const workspaceId = uuidv7();
  expect(parseKey(makeInvitationToken(workspaceId).secret)).toBeNull();
  expect(parseInvitationToken(makeKey(workspaceId).secret)).toBeNull();
  const { secret, secretHash } = makeInvitationToken(workspaceId);
  expect(parseInvitationToken(secret)).toEqual({ workspaceId, secretHash });
});
