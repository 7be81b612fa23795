import "server-only";
import { decode, type JWT } from "next-auth/jwt";

import { settings } from "@/lib/settings";

/** What the session cookie says. Whether the session still holds is for the database to say. */
export type Session = {
  userId: string;
  epoch: number;
  /** Null in one that began before sessions had a name. */
  sid: string | null;
};

/** Reads the encrypted cookie; null when there is none or it was not made here. */
export async function readSession(
  cookie: (name: string) => string | undefined,
): Promise<Session | null> {
  const token = cookie(cookieName());
  if (!token) return null;
  try {
    return sessionOf(await decode({ token, secret: sessionSecret() }));
  } catch {
    return null;
  }
}

export function sessionOf(claims: JWT | null): Session | null {
  const userId = claims?.sub;
  const epoch: unknown = claims?.["epoch"];
  const sid: unknown = claims?.["sid"];
  if (!userId || typeof epoch !== "number") return null;
  return { userId, epoch, sid: typeof sid === "string" ? sid : null };
}

function cookieName(): string {
  const secure = settings().publicUrl.startsWith("https://");
  return `${secure ? "__Secure-" : ""}next-auth.session-token`;
}

export function sessionSecret(): string {
  const { sessionSecret: secret } = settings();
  if (secret === null) throw new Error("NEXTAUTH_SECRET is not set");
  return secret;
}
