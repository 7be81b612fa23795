import "server-only";
import { models } from "@/drizzle/schema/registry";
import { mayLoosen } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { ClassifyModel } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";
import { getModel } from "@/lib/registry/queries";
import { tierOf, tiers, type Tier } from "@/lib/registry/rules";

/** Sets the risk tier from the questionnaire. Raising it is open to all who may; lowering it takes a risk reviewer. */
export const classifyModel = command({
  permission: "model:classify",
  input: ClassifyModel,
  async run(ctx, { name, answers }) {
    const model = await lockModel(ctx, name);
    const tier = tierOf(answers);
    if (isLower(tier, model.tier) && !mayLoosen(ctx.actor))
      throw new Refusal(
        "forbidden",
        `These answers would lower the tier from ${model.tier} to ${tier}. Only a risk reviewer or an admin, signed in, may lower it.`,
      );
    await ctx.tx
      .update(models)
      .set({ tier, tierAnswers: answers, updatedAt: ctx.now })
      .where(modelKey(ctx, model.id));
    return {
      result: await getModel(ctx, name),
      audit: {
        action: "model.classify",
        subject: `model:${model.id}`,
        name,
        before: { tier: model.tier, answers: model.tierAnswers },
        after: { tier, answers },
      },
    };
  },
});

function isLower(tier: Tier, before: Tier | null): boolean {
  return before !== null && tiers.indexOf(tier) < tiers.indexOf(before);
}
