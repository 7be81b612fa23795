import "server-only";
import { randomUUID } from "node:crypto";

import type { NextAuthOptions } from "next-auth";
import NextAuth from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { cookies } from "next/headers";
import { cache } from "react";

import { deviceCookie, knownDevice } from "@/lib/auth/identity/device";
import { endSession } from "@/lib/auth/identity/end-session";
import {
  findSessionUser,
  type SignedInUser,
  type Workspace,
} from "@/lib/auth/identity/identity-queries";
import { oidcProvider } from "@/lib/auth/identity/oidc";
import { sessionActor, unauthenticated } from "@/lib/auth/identity/session-actor";
import {
  readSession,
  sessionOf,
  sessionSecret,
  type Session,
} from "@/lib/auth/identity/session-cookie";
import { signInByPassword } from "@/lib/auth/identity/sign-in";
import { signInByOidc } from "@/lib/auth/identity/sign-in-by-oidc";
import type { Actor } from "@/lib/auth/rules";
import { withoutValues } from "@/lib/db/faults";
import { asks } from "@/lib/db/request-scope";
import { log } from "@/lib/log";
import { site, withQuery } from "@/lib/paths";
import { settings } from "@/lib/settings";

/** The one module that knows next-auth and its sign-in: who a page or a form comes from. */

const week = 7 * 24 * 60 * 60;

/** Whom a page or form of a workspace acts for. One look-up per request, however many components ask. */
export const pageActor = cache(
  async (workspace: string): Promise<{ actor: Actor; workspace: Workspace }> => {
    const session = await pageSession();
    if (!session) throw unauthenticated();
    const found = await sessionActor(session, workspace);
    asks(found.actor.id);
    return found;
  },
);

export const signedInUser = cache(async (): Promise<SignedInUser | null> => {
  const session = await pageSession();
  return session ? ((await findSessionUser(session)) ?? null) : null;
});

async function pageSession(): Promise<Session | null> {
  const jar = await cookies();
  return readSession((name) => jar.get(name)?.value);
}

/** Serves /api/auth/*. */
export async function handleAuth(
  request: Request,
  route: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  // Its types know only the pages router; given a request and route params it answers with a Response.
  const entered: Entered = {};
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const answer: unknown = await NextAuth(request as never, route as never, options(entered));
  if (!(answer instanceof Response)) throw new Error("next-auth gave no response");
  if (entered.email !== undefined) answer.headers.append("Set-Cookie", deviceCookie(entered.email));
  return answer;
}

/** Who has signed in by this request, from a browser that is new to them. */
type Entered = { email?: string };

function options(entered: Entered): NextAuthOptions {
  const { oidc } = settings();
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: week },
    pages: { signIn: site.signIn, signOut: site.signIn, error: site.signIn },
    providers: [passwordProvider(entered), ...(oidc ? [oidcProvider(oidc)] : [])],
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
        account ? { sub: user.id, epoch: Reflect.get(user, "epoch"), sid: randomUUID() } : token,
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: { signOut: ({ token }) => endSession(sessionOf(token), new Date()) },
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
  const error = withoutValues(fault ?? details);
  return error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
}

function passwordProvider(entered: Entered) {
  return CredentialsProvider({
    id: "credentials",
    name: "E-mail and password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given, request) => {
      const header = (name: string): string => {
        const value: unknown = request.headers?.[name];
        return typeof value === "string" ? value : "";
      };
      const { email = "", password } = given ?? {};
      const device = knownDevice(header("cookie"), email);
      // our server leaves there what may be believed, and nothing else
      const address = header("x-forwarded-for");
      const session = await passwordOutcome({ email, password, address, device });
      if (session !== null && device === undefined) entered.email = email;
      return session;
    },
  });
}

/** The library puts the message of whatever is thrown into the address bar, so only known words are thrown. */
async function passwordOutcome(given: object) {
  const outcome = await signInByPassword(given, new Date()).catch(notReached);
  if (outcome.kind === "refused" && outcome.reason !== "wrong") throw new Error(outcome.reason);
  return outcome.kind === "refused" ? null : outcome.session;
}
