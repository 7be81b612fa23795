import "server-only";
import type { z } from "zod";

import { requireAdmissible } from "@/lib/admission";
import { recordAll, type Deed } from "@/lib/audit/record";
import type { AuditEntry } from "@/lib/audit/rules";
import { requirePermission } from "@/lib/auth/permissions";
import type { Actor, Permission } from "@/lib/auth/rules";
import type { Tx } from "@/lib/db/client";
import { asRefusal } from "@/lib/db/faults";
import { transaction } from "@/lib/db/transaction";
import { twice } from "@/lib/db/twice";
import { Refusal } from "@/lib/errors";
import { sayIssue } from "@/lib/sentences";

/** Who asks, and when. */
export type Asked = { actor: Actor; now: Date };
/** A command that calls another hands it its own context, and so joins both into one transaction. */
export type Ctx =
  | (Asked & { tx?: undefined; deeds?: undefined })
  | (Asked & { tx: Tx; deeds: Deed[] });
/** Answers of one request, by the read and what it was asked. A page's parts may ask the same thing twice. */
export type Memo = Map<unknown, Map<string, Promise<unknown>>>;
export type ReadCtx = { actor: Actor; now?: Date; tx?: Tx | undefined; memo?: Memo };
export type WriteCtx = Asked & { tx: Tx; deeds: Deed[]; workspaceId: string };

export type Command<Input, Result> = {
  (ctx: Ctx, input: Input): Promise<Result>;
  /** What it parses its input with, for edges that must know the fields. */
  schema?: z.ZodType;
};

/** A command or an intake, as the edges call it. */
export type Action<Input, Result> = {
  (ctx: Asked, input: Input): Promise<Result>;
  schema?: z.ZodType;
};

type Spec<Schema extends z.ZodType, Result, Ready> = {
  permission: Permission;
  input: Schema;
  /** What takes long and changes no record, such as hashing a password: done before a transaction is opened for it. */
  before?: (asked: Asked & { workspaceId: string }, input: z.output<Schema>) => Promise<Ready>;
  /** Returning the audit entry is part of the type, so no write can forget it. */
  run: (
    ctx: WriteCtx,
    input: z.output<Schema>,
    ready: Ready,
  ) => Promise<{ result: Result; audit: AuditEntry }>;
};

/**
 * The way to decide: permission, then input, then one transaction with its audit entries. Only the outermost command
 * records them, as its last statement, so that the chain's lock is the last one anybody takes.
 */
export function command<Schema extends z.ZodType, Result, Ready = undefined>(
  spec: Spec<Schema, Result, Ready>,
): Command<z.input<Schema>, Result> {
  const run = async (ctx: Ctx, input: z.input<Schema>): Promise<Result> => {
    const { actor, now } = ctx;
    const { workspaceId } = actor;
    requirePermission(actor, spec.permission);
    const parsed = parse(spec.input, input);
    const write = async (tx: Tx, deeds: Deed[], ready: Ready): Promise<Result> => {
      const { result, audit } = await spec.run(
        { actor, now, tx, deeds, workspaceId },
        parsed,
        ready,
      );
      deeds.push({ actor, now, entry: audit });
      return result;
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without a `before` there is nothing to be ready
    const nothing = undefined as Ready;
    if (ctx.tx) {
      if (spec.before) throw new Error("This command cannot join another's transaction.");
      return write(ctx.tx, ctx.deeds, nothing);
    }
    try {
      const ready = spec.before ? await spec.before({ actor, now, workspaceId }, parsed) : nothing;
      const whole = () => {
        const deeds: Deed[] = [];
        return transaction(
          (tx) => write(tx, deeds, ready),
          (tx) => recordAll(tx, deeds),
        );
      };
      return await twice(whole);
    } catch (error) {
      throw asRefusal(error);
    }
  };
  return Object.assign(run, { schema: spec.input });
}

/** For the edges, where input is still `unknown`. Safe because each parses before it acts. */
export function untrusted<Result>(run: Action<never, Result>): Action<unknown, Result> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return run as Action<unknown, Result>;
}

/** Parses or refuses, naming each field at fault by its path (`metrics[0].timestamp`). */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  requireAdmissible(input);
  const parsed = schema.safeParse(input, { error: sayIssue });
  if (parsed.success) return parsed.data;
  const fields = new Map<string, string[]>();
  for (const { path, message } of parsed.error.issues) {
    const name = pathName(path);
    fields.set(name, [...(fields.get(name) ?? []), message]);
  }
  const [first] = parsed.error.issues;
  const name = first ? pathName(first.path) : "";
  throw new Refusal(
    "invalid",
    `${name ? `${name}: ` : ""}${first?.message ?? "Invalid input."}`,
    Object.fromEntries(fields),
  );
}

/** A field's place as it is written: `metrics[0].timestamp`. */
export function pathName(path: readonly PropertyKey[]): string {
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
