import { expect, test } from "vitest";

import { hashPassword, verifyPassword } from "@/lib/auth/identity/passwords";

test("a password verifies against its hash and nothing else does", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(hash).toMatch(/^scrypt\$16384\$8\$5\$/);
  expect(await verifyPassword("correct horse battery", hash)).toBe(true);
  expect(await verifyPassword("correct horse batterz", hash)).toBe(false);
  expect(await verifyPassword("", hash)).toBe(false);
});

test("the same password gives another hash each time", async () => {
  expect(await hashPassword("correct horse battery")).not.toBe(
    await hashPassword("correct horse battery"),
  );
});

test("a hash made with other parameters still verifies", async () => {
  // scrypt("old password", "0123456789abcdef", N=1024, r=8, p=1, 32 bytes)
  const { scryptSync } = await import("node:crypto");
  const salt = Buffer.from("0123456789abcdef");
  const key = scryptSync("old password", salt, 32, { N: 1024, r: 8, p: 1 });
  const hash = `scrypt$1024$8$1$${salt.toString("base64url")}$${key.toString("base64url")}`;
  expect(await verifyPassword("old password", hash)).toBe(true);
});

test("an account without a password lets nobody in, and takes as long to say so", async () => {
  const hash = await hashPassword("correct horse battery");
  const known = Math.min(await time(hash), await time(hash), await time(hash));
  const unknown = Math.min(await time(null), await time(null), await time(null));
  expect(unknown).toBeGreaterThan(known / 3);
});

test("the same letters typed on another keyboard are the same password", async () => {
  const hash = await hashPassword("caf\u00e9 au lait");
  expect(await verifyPassword("cafe\u0301 au lait", hash)).toBe(true);
});

async function time(stored: string | null): Promise<number> {
  const from = performance.now();
  expect(await verifyPassword("wrong horse battery", stored)).toBe(false);
  return performance.now() - from;
}
