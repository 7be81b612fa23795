import "server-only";
import { listWorkspacesOf } from "@/lib/auth/identity/identity-queries";
import { keyActor } from "@/lib/auth/identity/key-actor";
import { sameOrigin } from "@/lib/auth/identity/origin";
import { sessionActor, unauthenticated } from "@/lib/auth/identity/session-actor";
import { readSession, type Session } from "@/lib/auth/identity/session-cookie";
import type { Caller } from "@/lib/auth/rules";
import { Refusal } from "@/lib/errors";
import { settings } from "@/lib/settings";

type Credentials = Pick<Request, "method" | "headers">;

/** Whom a REST or MLflow request acts for: an API key as Bearer or Basic password, else the session cookie. */
export async function requestActor(
  request: Credentials,
  workspace: string | undefined,
): Promise<Caller> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    // A browser may keep Basic credentials and send them along from any site, as it does cookies.
    if (request.headers.has("origin")) requireSameOrigin(request);
    return keyActor(authorization, workspace, new Date());
  }
  const session = await readSession(cookiesOf(request));
  if (!session) throw unauthenticated();
  requireSameOrigin(request);
  const { actor } = await sessionActor(session, workspace ?? (await onlyWorkspaceOf(session)));
  return actor;
}

function requireSameOrigin({ method, headers }: Credentials): void {
  if (["GET", "HEAD", "OPTIONS"].includes(method)) return;
  if (sameOrigin(headers, settings().publicUrl)) return;
  throw new Refusal(
    "forbidden",
    "A write from a browser must come from this site: its Origin header is missing or foreign.",
  );
}

async function onlyWorkspaceOf({ userId }: Session): Promise<string> {
  const mine = (await listWorkspacesOf(userId)).filter(({ active }) => active);
  const [only] = mine;
  if (!only || mine.length > 1)
    throw new Refusal("invalid", "Name the workspace in the path: /w/<workspace>/api/….");
  return only.slug;
}

function cookiesOf({ headers }: Credentials): (name: string) => string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => {
    const [name = "", ...value] = pair.trim().split("=");
    return [name, value.join("=")] as const;
  });
  const jar = new Map(pairs);
  return (name) => jar.get(name);
}
