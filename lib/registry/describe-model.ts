import "server-only";
import { and, eq } from "drizzle-orm";

import { memberships, users } from "@/drizzle/schema/auth";
import { models } from "@/drizzle/schema/registry";
import { mayLoosen } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { DescribeModel } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";
import { getModel, type ModelRow } from "@/lib/registry/queries";
import { isLooser, type MetricDirection } from "@/lib/registry/rules";

/** What people say about a model: purpose, owner, consumers, the metric it is held to, its description. */
export const describeModel = command({
  permission: "model:write",
  input: DescribeModel,
  async run(ctx, { name, ownerId, primaryMetric, ...fields }) {
    const model = await lockModel(ctx, name);
    const given = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    );
    const change: Partial<ModelRow> = {
      ...given,
      ...(ownerId === undefined ? {} : await ownerOf(ctx, ownerId)),
      ...(primaryMetric === undefined ? {} : metricOf(primaryMetric, model, fields)),
    };
    refuseLooser(ctx, model, { ...model, ...change });
    await ctx.tx
      .update(models)
      .set({ ...change, updatedAt: ctx.now })
      .where(modelKey(ctx, model.id));
    if (heldTo.some((field) => field in change && change[field] !== model[field]))
      await contribute(ctx, `limits:${model.id}`);
    const before = Object.keys(change).map((key) => [key, Reflect.get(model, key)]);
    return {
      result: await getModel(ctx, name),
      audit: {
        action: "model.describe",
        subject: `model:${model.id}`,
        name,
        before: Object.fromEntries(before),
        after: change,
      },
    };
  },
});

const heldTo = ["primaryMetric", "metricDirection", "metricLimit"] as const;

/** What a classified model is held to is not loosened by those whom it binds. */
function refuseLooser(ctx: WriteCtx, before: ModelRow, after: ModelRow): void {
  if (before.tier === null || !isLooser(before, after) || mayLoosen(ctx.actor)) return;
  throw new Refusal(
    "forbidden",
    `This would loosen what ${before.name} is held to: it is classified, so only a risk reviewer or an admin, signed in, may do that.`,
    { metricLimit: ["Only a risk reviewer or an admin may loosen it."] },
  );
}

async function ownerOf(
  ctx: WriteCtx,
  ownerId: string,
): Promise<Pick<ModelRow, "ownerId" | "ownerName">> {
  if (ownerId === "") return { ownerId: null, ownerName: "" };
  const [member] = await ctx.tx
    .select({ name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, ownerId)));
  if (!member)
    throw new Refusal("invalid", "The owner must be a member of this workspace.", {
      ownerId: ["The owner must be a member of this workspace."],
    });
  return { ownerId, ownerName: member.name };
}

/** A limit and a direction mean nothing without the metric they are about. */
function metricOf(
  primaryMetric: string,
  model: ModelRow,
  given: { metricDirection?: MetricDirection | undefined },
): Partial<ModelRow> {
  if (primaryMetric === "")
    return { primaryMetric: null, metricDirection: null, metricLimit: null };
  return {
    primaryMetric,
    metricDirection: given.metricDirection ?? model.metricDirection ?? "higher",
  };
}
