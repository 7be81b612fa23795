import "server-only";
import { findSessionHolder, type Workspace } from "@/lib/auth/identity/identity-queries";
import type { Session } from "@/lib/auth/identity/session-cookie";
import type { Caller } from "@/lib/auth/rules";
import { Refusal } from "@/lib/errors";

/** The person of a session as a member of a workspace. */
export async function sessionActor(
  session: Session,
  workspace: string,
): Promise<{ actor: Caller; workspace: Workspace }> {
  const holder = await findSessionHolder(session, workspace);
  if (!holder) throw unauthenticated();
  const { id, name, email, roles, workspace: found } = holder;
  if (!found) throw new Refusal("missing", "There is no such workspace, or it is not yours.");
  const actor: Caller = { kind: "user", workspaceId: found.id, id, name, email, roles };
  return { actor, workspace: found };
}

export const unauthenticated = () =>
  new Refusal("unauthenticated", "Sign in, or send an API key as Bearer or Basic password.");
