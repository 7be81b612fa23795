import type { SubjectKind } from "@/lib/audit/subjects";

type Action = {
  subject: SubjectKind;
  /** What was done, after the name of who did it. */
  says: string;
  /** Happens by the hundred while people train: hidden in the log until asked for. */
  quiet?: true;
  /** Some follower waits for it: the entry wakes the followers. A test holds this against them. */
  followed?: true;
  /** No command does it any more; chains from before hold it. */
  past?: true;
};

/** Every action the chain can hold. Words on the chain never change, so neither do the names here. */
export const actions = {
  "alias.drop": { subject: "model", says: "dropped an alias", followed: true },
  "alias.point": { subject: "model", says: "pointed an alias at a version", followed: true },
  "artifact.delete": { subject: "artifact", says: "deleted files", followed: true },
  /** Until facts had receipts. */
  "artifact.put": { subject: "artifact", says: "stored a file", quiet: true, past: true },
  "experiment.create": { subject: "experiment", says: "created an experiment" },
  "experiment.delete": { subject: "experiment", says: "deleted an experiment", followed: true },
  "experiment.rename": { subject: "experiment", says: "renamed an experiment" },
  "experiment.restore": { subject: "experiment", says: "restored an experiment", followed: true },
  "experiment.tag": { subject: "experiment", says: "tagged an experiment" },
  "experiment.untag": { subject: "experiment", says: "removed a tag of an experiment" },
  "follower.dismiss": { subject: "follower", says: "dismissed a parked reaction" },
  "follower.retry": { subject: "follower", says: "tried a parked reaction again" },
  "gate.refresh": { subject: "gate", says: "opened a new round of a gate" },
  "gate.request": { subject: "gate", says: "asked for a gate" },
  "gate.vote": { subject: "gate", says: "voted on a gate", followed: true },
  "gate.withdraw": { subject: "gate", says: "withdrew a gate" },
  "intake.seal": { subject: "seal", says: "sealed the receipts of logged facts", quiet: true },
  "key.create": { subject: "key", says: "made an API key" },
  "key.revoke": { subject: "key", says: "revoked an API key" },
  "logged_model.create": { subject: "logged_model", says: "created a logged model" },
  "logged_model.delete": { subject: "logged_model", says: "deleted a logged model" },
  "logged_model.finalize": {
    subject: "logged_model",
    says: "finalised a logged model",
  },
  "logged_model.params": {
    subject: "logged_model",
    says: "logged params of a logged model",
  },
  "logged_model.tag": { subject: "logged_model", says: "tagged a logged model" },
  "logged_model.untag": {
    subject: "logged_model",
    says: "removed a tag of a logged model",
  },
  "member.change_name": { subject: "member", says: "changed a name" },
  "member.change_password": { subject: "member", says: "changed a password" },
  "member.change_roles": { subject: "member", says: "changed a member's roles" },
  "member.deactivate": { subject: "member", says: "deactivated a member" },
  "member.end_sessions": { subject: "member", says: "ended a member's sessions" },
  "member.invite": { subject: "invitation", says: "invited somebody" },
  "member.join": { subject: "member", says: "joined the workspace" },
  "member.reactivate": { subject: "member", says: "reactivated a member" },
  "member.revoke_invitation": { subject: "invitation", says: "revoked an invitation" },
  "member.sign_in_by_oidc": { subject: "member", says: "signed in by single sign-on" },
  "model.classify": { subject: "model", says: "set a model's risk tier", followed: true },
  "model.create": { subject: "model", says: "registered a model" },
  "model.delete": { subject: "model", says: "deleted a model", followed: true },
  "model.delete_tag": { subject: "model", says: "removed a tag of a model" },
  "model.describe": {
    subject: "model",
    says: "changed what a model says of itself",
    followed: true,
  },
  "model.rename": { subject: "model", says: "renamed a model", followed: true },
  "model.rollback": { subject: "model", says: "rolled a model back", followed: true },
  "model.set_tag": { subject: "model", says: "tagged a model" },
  "policy.seed": { subject: "workspace", says: "gave the workspace its policies" },
  "run.create": { subject: "run", says: "started a run" },
  "run.delete": { subject: "run", says: "deleted a run", followed: true },
  /** Until facts had receipts; since then inputs, outputs and models of a run alone. */
  "run.log": { subject: "run", says: "logged to a run", quiet: true, followed: true },
  "run.restore": { subject: "run", says: "restored a run", followed: true },
  "run.untag": { subject: "run", says: "removed a tag of a run", followed: true },
  "run.update": { subject: "run", says: "changed a run", followed: true },
  "version.attach_evidence": {
    subject: "version",
    says: "attached evidence to a version",
    followed: true,
  },
  "version.create": { subject: "version", says: "registered a version" },
  "version.damage": {
    subject: "version",
    says: "found a version's files damaged, or whole again",
    followed: true,
  },
  "version.delete": { subject: "version", says: "deleted a version", followed: true },
  "version.delete_tag": { subject: "version", says: "removed a tag of a version" },
  "version.describe": { subject: "version", says: "described a version" },
  "version.set_tag": { subject: "version", says: "tagged a version" },
  "version.stage": { subject: "version", says: "moved a version", followed: true },
  "workspace.create": { subject: "workspace", says: "created the workspace" },
  "workspace.open": { subject: "workspace", says: "opened a workspace" },
  "workspace.set_up": { subject: "workspace", says: "set Gatehouse up" },
} as const satisfies Record<`${string}.${string}`, Action>;

export type AuditAction = keyof typeof actions;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table is closed by `as const`
export const auditActions = Object.keys(actions) as AuditAction[];

const table: ReadonlyMap<string, Action> = new Map(Object.entries(actions));

/** A word from outside may be any; only those of the table are actions. */
export function isAction(name: string): name is AuditAction {
  return table.has(name);
}

export const quietActions = auditActions.filter((name) => table.get(name)?.quiet);
export const followedActions = auditActions.filter((name) => table.get(name)?.followed);

/** What was done, in words; the word itself where the chain holds one that this version does not know. */
export function saysOf(action: string): string {
  return table.get(action)?.says ?? action;
}
