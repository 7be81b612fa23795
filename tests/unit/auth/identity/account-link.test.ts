import { expect, test } from "vitest";

import { linkVerdict } from "@/lib/auth/identity/account-link";

const ada = { id: "ada", oidcSubject: null };
const linked = { id: "ada", oidcSubject: "issuer other" };
const asked = { bySubject: undefined, byEmail: undefined, emailVerified: true, welcome: true };

test("the subject is the identity, whatever the address says", () => {
  expect(
    linkVerdict({ ...asked, bySubject: linked, emailVerified: false, welcome: false }),
  ).toEqual({ kind: "known", userId: "ada" });
});

test("a verified address links an account that nobody is linked to", () => {
  expect(linkVerdict({ ...asked, byEmail: ada, welcome: false })).toEqual({
    kind: "link",
    userId: "ada",
  });
});

test("an address that is not verified never reaches an account", () => {
  expect(linkVerdict({ ...asked, byEmail: ada, emailVerified: false })).toEqual({
    kind: "refused",
    reason: "unverified",
  });
});

test("an account linked to another subject cannot be taken over by its address", () => {
  expect(linkVerdict({ ...asked, byEmail: linked })).toEqual({
    kind: "refused",
    reason: "linked",
  });
});

test("a stranger gets an account only when something lets them in", () => {
  expect(linkVerdict(asked)).toEqual({ kind: "create" });
  expect(linkVerdict({ ...asked, welcome: false })).toEqual({
    kind: "refused",
    reason: "uninvited",
  });
});
