import { createHash } from "node:crypto";

import { z } from "zod";

import type { actions, AuditAction } from "@/lib/audit/actions";
import type { Actor } from "@/lib/auth/rules";

/**
 * What a command says of its own change. `subject` is `<kind>:<id>`, by an id that outlives every name; `name` is what
 * the thing was called that day, once it was done. Before and after hold the changed fields.
 */
export type AuditEntry = {
  [Name in AuditAction]: {
    action: Name;
    subject: `${(typeof actions)[Name]["subject"]}:${string}`;
    name: string;
    before?: object | undefined;
    after?: object | undefined;
  };
}[AuditAction];

/** A command that found everything as it was asked to make it has changed nothing, and the chain says nothing of it. */
export function changesNothing({ before, after }: AuditEntry): boolean {
  if (before === undefined && after === undefined) return false;
  return canonicalJson(before ?? {}) === canonicalJson(after ?? {});
}

/** The job that lets the followers of a workspace go on; an entry that is followed adds it. */
export const followTask = "follow";

export const genesis = "0".repeat(64);

/** RFC 8785 in the subset we write: keys sorted, no white space, numbers as ECMAScript prints them. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number")
    return Number.isFinite(value) ? JSON.stringify(value) : JSON.stringify(String(value));
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}

export function auditBody(by: { actor: Actor; now: Date }, entry: AuditEntry): string {
  const { actor } = by;
  return canonicalJson({
    at: by.now,
    actor: {
      kind: actor.kind,
      id: actor.id,
      name: actor.name,
      ...(actor.kind === "machine" ? { key: actor.keyId } : {}),
      ...(actor.kind === "job" && actor.for ? { for: actor.for } : {}),
    },
    workspace: actor.workspaceId,
    ...entry,
  });
}

/** hash(n) = SHA-256(hash(n-1) ⏎ n ⏎ body), so no entry can change, vanish from the middle or move unseen. */
export function linkHash(previous: string, seq: number, body: string): string {
  return createHash("sha256").update(`${previous}\n${seq}\n${body}`, "utf8").digest("hex");
}

/** An action, or the part before the dot for all of its kind. */
export const actionName = z
  .string()
  .regex(/^[a-z_]+(\.[a-z_]+)?$/, "An action reads like gate.vote, or gate for all of them.");
