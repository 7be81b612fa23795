import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

import { sessionSecret } from "@/lib/auth/identity/session-cookie";
import { settings } from "@/lib/settings";

/** A browser that somebody signed in with keeps a proof of it: then their account cannot be locked to it from outside. */

const lasts = 365 * 24 * 60 * 60;

const cookieName = (): string => `${isSecure() ? "__Host-" : ""}gatehouse.device`;
const isSecure = (): boolean => settings().publicUrl.startsWith("https://");

/** What this browser is known by for the account; undefined where it never signed in to it. */
export function knownDevice(cookies: string | undefined, email: string): string | undefined {
  const pair = (cookies ?? "").split(";").map((each) => each.trim().split("="));
  const [, value = ""] = pair.find(([name]) => name === cookieName()) ?? [];
  const [id = "", proof = ""] = value.split(".");
  const expected = Buffer.from(proofOf(id, email));
  const given = Buffer.from(proof);
  const isProof = given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
  return id !== "" && isProof ? id : undefined;
}

/** The cookie for a browser that has just signed in. */
export function deviceCookie(email: string): string {
  const id = randomBytes(12).toString("base64url");
  const value = `${cookieName()}=${id}.${proofOf(id, email)}`;
  const how = `Path=/; Max-Age=${lasts}; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;
  return `${value}; ${how}`;
}

function proofOf(id: string, email: string): string {
  const account = email.trim().toLowerCase();
  return createHmac("sha256", sessionSecret())
    .update(`device ${id} ${account}`, "utf8")
    .digest("base64url");
}
