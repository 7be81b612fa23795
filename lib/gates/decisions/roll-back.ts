import "server-only";
import { holdFiles } from "@/lib/artifacts/seal-folder";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { championOf } from "@/lib/gates/decisions/promote-version";
import { refuseUnlessWhole } from "@/lib/gates/decisions/refuse-unless-whole";
import { findRollbackTarget } from "@/lib/gates/decisions/rollback-queries";
import { RollBack } from "@/lib/gates/inputs";
import { lockModel } from "@/lib/registry/lock-model";
import { moveStage } from "@/lib/registry/move-stage";
import { pointAlias } from "@/lib/registry/point-alias";
import { championAlias } from "@/lib/registry/rules";
import { othersIn } from "@/lib/registry/stage-queries";

/** Back to the last approved version, at once: that version was decided before, so no new gate is owed. */
export const rollBack = command({
  permission: "model:rollback",
  input: RollBack,
  async run(ctx, { model: name, reason, from }) {
    const model = await lockModel(ctx, name);
    await holdFiles(ctx);
    const { current, target } = await findRollbackTarget(ctx, model.id);
    if (from !== undefined && from !== current)
      throw new Refusal(
        "outdated",
        `Version ${from} is no longer in production${current === null ? "" : `; version ${current} is`}. Look again before you roll back.`,
      );
    if (target === undefined)
      throw new Refusal("invalid", `${name} has no earlier approved version to return to.`);

    await refuseUnlessWhole(ctx, { model, version: target });
    const aliasBefore = await championOf(ctx, model.id);
    const step = { modelId: model.id, cause: "rollback" as const, reason };
    const leaving = await othersIn(ctx, model.id, "production", target);
    for (const version of leaving) await moveStage(ctx, { ...step, version, to: "staging" });
    await moveStage(ctx, { ...step, version: target, to: "production" });
    await pointAlias(ctx, { modelId: model.id, alias: championAlias, version: target });
    return {
      result: { model: name, from: current, to: target },
      audit: {
        action: "model.rollback",
        subject: `model:${model.id}`,
        name,
        before: { serving: current, champion: aliasBefore },
        after: { serving: target, champion: target, leaving, reason },
      },
    };
  },
});
