/** What a person may be in a workspace. Reviewer roles are the ones a policy's quorum can ask for. */
export const roles = [
  "viewer",
  "data_scientist",
  "engineer",
  "validation_reviewer",
  "risk_reviewer",
  "security_reviewer",
  "business_reviewer",
  "leader",
  "auditor",
  "admin",
] as const;
export type Role = (typeof roles)[number];

export const reviewerRoles = [
  "validation_reviewer",
  "risk_reviewer",
  "security_reviewer",
  "business_reviewer",
] as const satisfies readonly Role[];

/** What an API key may do, never more than its owner may. */
export const scopes = ["read", "track", "register", "gate", "admin"] as const;
export type Scope = (typeof scopes)[number];

export type MemberState = "active" | "deactivated";
export type KeyState = "active" | "revoked" | "expired";
export type InvitationState = "open" | "accepted" | "expired";

/** Who is asking, and in which workspace. Every write names one; background work is an actor too. */
export type Actor =
  | {
      kind: "user";
      workspaceId: string;
      id: string;
      name: string;
      email: string;
      roles: readonly Role[];
    }
  | {
      /** An API key. `id` and `name` are its owner's: the person every record is owed to. */
      kind: "machine";
      workspaceId: string;
      id: string;
      name: string;
      keyId: string;
      keyName: string;
      roles: readonly Role[];
      scopes: readonly Scope[];
    }
  | {
      /** Background work: it may what its definition states, and acts for whoever caused it. */
      kind: "job";
      workspaceId: string;
      id: null;
      name: string;
      may: readonly Permission[];
      for: Principal | null;
    }
  /** Someone without an account here yet: first set-up, or an invitation being accepted. */
  | { kind: "guest"; workspaceId: string; id: null; name: string };

/** Whom a request can act for. */
export type Caller = Extract<Actor, { kind: "user" | "machine" }>;

/** The person a deed is owed to. */
export type Principal = { id: string; name: string };

type Rule = {
  roles: readonly Role[];
  /** The scope a key needs; null means people only. */
  scope: Scope | null;
  says: string;
};

const everyone = roles;
const builders: readonly Role[] = ["data_scientist", "engineer", "admin"];

/** The one table of rights: pages, actions, REST and the MLflow API all ask it. */
export const permissions = {
  "tracking:read": {
    roles: everyone,
    scope: "read",
    says: "Browse experiments, runs and artifacts",
  },
  "tracking:write": {
    roles: builders,
    scope: "track",
    says: "Log experiments, runs and artifacts",
  },
  "model:read": { roles: everyone, scope: "read", says: "Browse models and versions" },
  "model:write": {
    roles: builders,
    scope: "register",
    says: "Register and describe models and versions",
  },
  "model:classify": {
    roles: ["data_scientist", "engineer", "risk_reviewer", "admin"],
    scope: "register",
    says: "Set a model's risk tier",
  },
  "model:rollback": {
    roles: ["engineer", "admin"],
    scope: "gate",
    says: "Roll a model back to its last approved version",
  },
  "evidence:read": { roles: everyone, scope: "read", says: "Read evidence" },
  "evidence:write": {
    roles: [...builders, ...reviewerRoles],
    scope: "gate",
    says: "Put evidence about a version on record",
  },
  "gate:read": { roles: everyone, scope: "read", says: "Read gates, checks and decisions" },
  "gate:request": {
    roles: builders,
    scope: "gate",
    says: "Ask for a promotion, refresh or withdraw it",
  },
  "gate:vote": { roles: reviewerRoles, scope: null, says: "Vote on a gate" },
  "policy:read": { roles: everyone, scope: "read", says: "Read policies" },
  "policy:write": { roles: ["admin"], scope: "admin", says: "Change policies" },
  "audit:read": {
    roles: ["auditor", "admin", "leader", ...reviewerRoles],
    scope: "read",
    says: "Read and verify the audit log",
  },
  "member:read": { roles: everyone, scope: "read", says: "See who is a member" },
  "member:write": {
    roles: ["admin"],
    scope: "admin",
    says: "Invite, change and deactivate members",
  },
  "workspace:create": { roles: ["admin"], scope: "admin", says: "Open a further workspace" },
  "profile:write": {
    roles: everyone,
    scope: null,
    says: "Change one's own name and password, end one's own sessions",
  },
  "key:write": { roles: everyone, scope: null, says: "Make and revoke one's own API keys" },
  "job:run": { roles: [], scope: null, says: "Keep the house: seal receipts, pack histories" },
  "job:read": { roles: ["admin"], scope: "admin", says: "See how background work keeps up" },
  "job:write": {
    roles: ["admin"],
    scope: "admin",
    says: "Try failed reactions again, or dismiss them",
  },
  "guest:join": { roles: [], scope: null, says: "Set up a workspace or accept an invitation" },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table is closed by `as const`
export const permissionNames = Object.keys(permissions) as Permission[];

export function may(actor: Actor, permission: Permission): boolean {
  const rule: Rule = permissions[permission];
  switch (actor.kind) {
    case "user":
      return actor.roles.some((role) => rule.roles.includes(role));
    case "machine":
      return (
        rule.scope !== null &&
        holdsScope(actor.scopes, rule.scope) &&
        actor.roles.some((role) => rule.roles.includes(role))
      );
    case "job":
      return actor.may.includes(permission);
    case "guest":
      return permission === "guest:join";
  }
}

/** Who stands behind an actor: separation of duties sees through keys and jobs. */
export function principalOf(actor: Actor): Principal | null {
  if (actor.kind === "job") return actor.for;
  return actor.id === null ? null : { id: actor.id, name: actor.name };
}

/** Whom a record names: the person behind an actor; Gatehouse where background work has none. */
export function byWhom(actor: Actor): { id: string | null; name: string } {
  return principalOf(actor) ?? { id: null, name: actor.kind === "job" ? "Gatehouse" : actor.name };
}

/** Every scope includes reading: who logs a run or asks for a gate needs the answer. */
export function holdsScope(held: readonly Scope[], needed: Scope): boolean {
  return held.includes(needed) || (needed === "read" && held.length > 0);
}

export function permissionsOf(actor: Actor): Permission[] {
  return permissionNames.filter((permission) => may(actor, permission));
}

/** Who may loosen what a model is held to: its tier, its limits, its name. A key never may. */
export function mayLoosen(actor: Actor): boolean {
  if (actor.kind !== "user") return false;
  return actor.roles.some((role) => role === "risk_reviewer" || role === "admin");
}

/** The reviewer roles in which this actor can count towards a quorum. */
export function reviewerRolesOf(actor: Actor): Role[] {
  if (actor.kind !== "user") return [];
  return actor.roles.filter((role) => (reviewerRoles as readonly Role[]).includes(role));
}
