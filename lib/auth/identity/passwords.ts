import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

import { Refusal } from "@/lib/errors";
import { Places } from "@/lib/places";

/** OWASP Password Storage Cheat Sheet: N=2^14, r=8, p=5 is 16 MiB and about a fifth of a second. */
const strength = { N: 2 ** 14, r: 8, p: 5 };
const hashForm = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

/** `scrypt$N$r$p$salt$hash`: the parameters travel with the hash, so they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const { N, r, p } = strength;
  const key = await derive(password, salt, 32, strength);
  return ["scrypt", N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Takes as long for an account without a password, or for no account at all, as for a wrong password. */
export async function verifyPassword(
  password: string,
  stored: string | null | undefined,
): Promise<boolean> {
  const [, N, r, p, salt, hash] = hashForm.exec(stored ?? "") ?? hashForm.exec(nobody) ?? [];
  if (salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, "base64url");
  const parameters = { N: Number(N), r: Number(r), p: Number(p) };
  const key = await derive(
    password,
    Buffer.from(salt, "base64url"),
    expected.byteLength,
    parameters,
  );
  return timingSafeEqual(key, expected) && hashForm.test(stored ?? "");
}

/** The hash that unknown accounts are held against: of random bytes nobody knows. */
const nobody = [
  "scrypt",
  strength.N,
  strength.r,
  strength.p,
  randomBytes(16).toString("base64url"),
  randomBytes(32).toString("base64url"),
].join("$");

/**
 * Hashing runs on the few threads that read files too, and takes a processor whole. Two at a time leave some of both to
 * everybody else, however many sign in at once.
 */
const hashing = new Places(2, { longest: 20_000, most: 200, full: manySignIn });

function manySignIn() {
  return new Refusal("unavailable", "Many people are signing in just now. Try again shortly.");
}

async function derive(
  password: string,
  salt: Buffer,
  length: number,
  parameters: { N: number; r: number; p: number },
): Promise<Buffer> {
  const leave = await hashing.take();
  try {
    return await derived(password, salt, length, parameters);
  } finally {
    leave();
  }
}

function derived(
  password: string,
  salt: Buffer,
  length: number,
  parameters: { N: number; r: number; p: number },
): Promise<Buffer> {
  const maxmem = 256 * parameters.N * parameters.r;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, length, { ...parameters, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
