import "server-only";
import type { z } from "zod";

import { record } from "@/lib/audit/record";
import type { AuditEntry } from "@/lib/audit/rules";
import { requirePermission } from "@/lib/auth/permissions";
import type { Actor, Permission } from "@/lib/auth/rules";
import { db, type Tx } from "@/lib/db/client";
import { asRefusal } from "@/lib/db/faults";
import { Refusal } from "@/lib/errors";

/** A caller passes `tx` to join several commands into one transaction. */
export type Ctx = { actor: Actor; now: Date; tx?: Tx };
export type ReadCtx = { actor: Actor; tx?: Tx };
export type WriteCtx = Ctx & { tx: Tx; workspaceId: string };

export type Command<Input, Result> = {
  (ctx: Ctx, input: Input): Promise<Result>;
  /** What it parses its input with, for edges that must know the fields. */
  schema?: z.ZodType;
};

type Spec<Schema extends z.ZodType, Result> = {
  permission: Permission;
  input: Schema;
  /** Returning the audit entry is part of the type, so no write can forget it. */
  run: (ctx: WriteCtx, input: z.output<Schema>) => Promise<{ result: Result; audit: AuditEntry }>;
};

/** The only way to change data: permission, then input, then one transaction with its audit entry. */
export function command<Schema extends z.ZodType, Result>(
  spec: Spec<Schema, Result>,
): Command<z.input<Schema>, Result> {
  const run = async (ctx: Ctx, input: z.input<Schema>): Promise<Result> => {
    requirePermission(ctx.actor, spec.permission);
    const parsed = parse(spec.input, input);
    const write = async (tx: Tx): Promise<Result> => {
      const { workspaceId } = ctx.actor;
      const { result, audit } = await spec.run({ ...ctx, tx, workspaceId }, parsed);
      await record(tx, ctx, audit);
      return result;
    };
    try {
      return ctx.tx ? await write(ctx.tx) : await db.transaction(write);
    } catch (error) {
      throw asRefusal(error);
    }
  };
  return Object.assign(run, { schema: spec.input });
}

/** For the edges, where input is still `unknown`. Safe because every command parses before it acts. */
export function untrusted<Result>(run: Command<never, Result>): Command<unknown, Result> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return run as Command<unknown, Result>;
}

/** Parses or refuses, naming each field at fault by its path (`metrics[0].timestamp`). */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string[]> = {};
  for (const issue of parsed.error.issues)
    (fields[pathName(issue.path)] ??= []).push(issue.message);
  const [first] = parsed.error.issues;
  const name = first ? pathName(first.path) : "";
  throw new Refusal(
    "invalid",
    `${name ? `${name}: ` : ""}${first?.message ?? "Invalid input."}`,
    fields,
  );
}

function pathName(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === "number"
        ? `${name}[${part}]`
        : name
          ? `${name}.${String(part)}`
          : String(part),
    "",
  );
}
