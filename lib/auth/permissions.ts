import { holdsScope, may, permissions, type Actor, type Permission } from "@/lib/auth/rules";
import { Refusal } from "@/lib/errors";

export function requirePermission(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return;
  const { scope, says } = permissions[permission];
  if (actor.kind === "machine" && scope === null)
    throw new Refusal("forbidden", `${says}: people only. An API key cannot do this.`);
  if (actor.kind === "machine" && scope !== null && !holdsScope(actor.scopes, scope))
    throw new Refusal("forbidden", `${says}: this API key lacks the scope "${scope}".`);
  throw new Refusal("forbidden", `${says}: none of your roles in this workspace allows it.`);
}
