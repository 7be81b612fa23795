import "server-only";
import { acceptInvitation } from "@/lib/auth/accept-invitation";
import type { SignedInUser } from "@/lib/auth/identity/identity-queries";
import { parseInvitationToken } from "@/lib/auth/identity/tokens";
import { joinByInvitation } from "@/lib/auth/join-by-invitation";
import type { Actor } from "@/lib/auth/rules";
import { untrusted } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** A newcomer accepts: they choose a name and a password. */
export async function acceptAsNewcomer(input: { token?: unknown }) {
  return untrusted(acceptInvitation)({ actor: guest(input.token), now: new Date() }, input);
}

/** Somebody signed in accepts with the account they have. */
export async function acceptAsSignedIn(token: string, person: SignedInUser | null) {
  if (!person) throw new Refusal("unauthenticated", "Sign in first.");
  const actor = { ...guest(token), name: person.name };
  return joinByInvitation({ actor, now: new Date() }, { token, userId: person.id });
}

function guest(token: unknown): Actor & { kind: "guest" } {
  const parsed = typeof token === "string" ? parseInvitationToken(token) : null;
  if (!parsed) throw new Refusal("missing", "This invitation is not valid. Ask for a new one.");
  return { kind: "guest", workspaceId: parsed.workspaceId, id: null, name: "invited person" };
}
