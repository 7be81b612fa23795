import "server-only";
import type { NextAuthOptions } from "next-auth";
import NextAuth from "next-auth";
import { decode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { cookies } from "next/headers";
import { cache } from "react";

import {
  findSessionHolder,
  findSessionUser,
  listWorkspacesOf,
  type SignedInUser,
  type Workspace,
} from "@/lib/auth/identity-queries";
import { keyActor } from "@/lib/auth/key-actor";
import { oidcProvider, oidcSettings } from "@/lib/auth/oidc";
import { sameOrigin } from "@/lib/auth/origin";
import type { Actor } from "@/lib/auth/rules";
import { signInByPassword } from "@/lib/auth/sign-in";
import { signInByOidc } from "@/lib/auth/sign-in-by-oidc";
import { Refusal } from "@/lib/errors";
import { log } from "@/lib/log";
import { site, withQuery } from "@/lib/paths";

/** The one module that knows next-auth: who a request, a page or a form comes from. */

type Session = { userId: string; epoch: number };
type Jar = (name: string) => string | undefined;

const week = 7 * 24 * 60 * 60;

/** Whom a REST or MLflow request acts for: an API key as Bearer or Basic password, else the session cookie. */
export async function requestActor(
  request: Request,
  workspace: string | undefined,
): Promise<Actor> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    // A browser may keep Basic credentials and send them along from any site, as it does cookies.
    if (request.headers.has("origin")) requireSameOrigin(request);
    return keyActor(authorization, workspace, new Date());
  }
  const session = await readSession(requestJar(request));
  if (!session) throw unauthenticated();
  requireSameOrigin(request);
  const { actor } = await sessionActor(session, workspace ?? (await onlyWorkspaceOf(session)));
  return actor;
}

function requireSameOrigin({ method, headers }: Request): void {
  if (["GET", "HEAD", "OPTIONS"].includes(method) || sameOrigin(headers)) return;
  throw new Refusal(
    "forbidden",
    "A write from a browser must come from this site: its Origin header is missing or foreign.",
  );
}

/** Whom a page or form of a workspace acts for. One look-up per request, however many components ask. */
export const pageActor = cache(
  async (workspace: string): Promise<{ actor: Actor; workspace: Workspace }> => {
    const session = await readSession(await pageJar());
    if (!session) throw unauthenticated();
    return sessionActor(session, workspace);
  },
);

export const signedInUser = cache(async (): Promise<SignedInUser | null> => {
  const session = await readSession(await pageJar());
  return session ? ((await findSessionUser(session)) ?? null) : null;
});

async function sessionActor(session: Session, workspace: string) {
  const holder = await findSessionHolder(session, workspace);
  if (!holder) throw unauthenticated();
  const { id, name, email, roles, workspace: found } = holder;
  if (!found) throw new Refusal("missing", "There is no such workspace, or it is not yours.");
  const actor: Actor = { kind: "user", workspaceId: found.id, id, name, email, roles };
  return { actor, workspace: found };
}

async function onlyWorkspaceOf({ userId }: Session): Promise<string> {
  const mine = (await listWorkspacesOf(userId)).filter(({ active }) => active);
  const [only] = mine;
  if (!only || mine.length > 1)
    throw new Refusal("invalid", "Name the workspace in the path: /w/<workspace>/api/….");
  return only.slug;
}

const unauthenticated = () =>
  new Refusal("unauthenticated", "Sign in, or send an API key as Bearer or Basic password.");

async function pageJar(): Promise<Jar> {
  const jar = await cookies();
  return (name) => jar.get(name)?.value;
}

function requestJar(request: Request): Jar {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => {
    const [name = "", ...value] = pair.trim().split("=");
    return [name, value.join("=")] as const;
  });
  const jar = new Map(pairs);
  return (name) => jar.get(name);
}

/** Reads the encrypted cookie; whether the session still holds is for the database to say. */
async function readSession(jar: Jar): Promise<Session | null> {
  const token = jar(cookieName());
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: secret() });
    const userId = claims?.sub;
    const epoch: unknown = claims?.["epoch"];
    return userId && typeof epoch === "number" ? { userId, epoch } : null;
  } catch {
    return null;
  }
}

function cookieName(): string {
  const secure = process.env["NEXTAUTH_URL"]?.startsWith("https://") ?? false;
  return `${secure ? "__Secure-" : ""}next-auth.session-token`;
}

function secret(): string {
  const value = process.env["NEXTAUTH_SECRET"];
  if (!value) throw new Error("NEXTAUTH_SECRET is not set");
  return value;
}

/** Serves /api/auth/*. */
export async function handleAuth(
  request: Request,
  route: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  // Its types know only the pages router; given a request and route params it answers with a Response.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const answer: unknown = await NextAuth(request as never, route as never, options());
  if (answer instanceof Response) return answer;
  throw new Error("next-auth gave no response");
}

function options(): NextAuthOptions {
  const oidc = oidcSettings();
  return {
    secret: secret(),
    session: { strategy: "jwt", maxAge: week },
    pages: { signIn: site.signIn, signOut: site.signIn, error: site.signIn },
    providers: [passwordProvider(), ...(oidc ? [oidcProvider(oidc)] : [])],
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (account?.provider !== "oidc" || !oidc) return true;
        const outcome = await signInByOidc(oidc, profile, new Date()).catch(notReached);
        if (outcome.kind === "refused") return withQuery(site.signIn, { error: outcome.reason });
        Object.assign(user, outcome.session);
        return true;
      },
      // Only what identifies the session goes into the cookie; the rest is read fresh on every request.
      jwt: ({ token, user, account }) =>
        account ? { sub: user.id, epoch: Reflect.get(user, "epoch") } : token,
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, details) =>
        log.error({ code, fault: faultName(details) }, "sign-in failed to work"),
      warn: (code) => log.warn({ code }, "sign-in"),
      debug: () => undefined,
    },
  };
}

/** An error thrown here would put its message into the address bar. */
function notReached(error: unknown): { kind: "refused"; reason: string } {
  log.error({ fault: faultName(error) }, "sign-in failed to work");
  return { kind: "refused", reason: "unavailable" };
}

/** Error objects of the OIDC client can hold codes and tokens: only name and message are logged. */
function faultName(details: unknown): string {
  const fault: unknown =
    typeof details === "object" && details !== null ? Reflect.get(details, "error") : undefined;
  const error = fault ?? details;
  return error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
}

function passwordProvider() {
  return CredentialsProvider({
    id: "credentials",
    name: "E-mail and password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given, request) => {
      const forwarded: unknown = request.headers?.["x-forwarded-for"];
      const address = typeof forwarded === "string" ? (forwarded.split(",").at(-1) ?? "") : "";
      return passwordOutcome({ ...given, address: address.trim() });
    },
  });
}

/** The library puts the message of whatever is thrown into the address bar, so only known words are thrown. */
async function passwordOutcome(given: object) {
  const outcome = await signInByPassword(given, new Date()).catch(notReached);
  if (outcome.kind === "refused" && outcome.reason !== "wrong") throw new Error(outcome.reason);
  return outcome.kind === "refused" ? null : outcome.session;
}
