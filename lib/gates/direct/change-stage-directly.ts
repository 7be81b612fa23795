import "server-only";
import { command, type WriteCtx } from "@/lib/command";
import { policiesTouched } from "@/lib/gates/direct/direct-change";
import { refuseUnlessDirect } from "@/lib/gates/direct/refuse-unless-direct";
import { ChangeStageDirectly } from "@/lib/gates/inputs";
import { lockModel } from "@/lib/registry/lock-model";
import { moveStage } from "@/lib/registry/move-stage";
import { getVersion } from "@/lib/registry/queries";
import { versionName, type Stage } from "@/lib/registry/rules";
import { othersIn } from "@/lib/registry/stage-queries";

type Model = Awaited<ReturnType<typeof lockModel>>;

/**
 * The MLflow API's way to move a version. Each version that would move needs its tier's policy to allow it, those
 * archived along with it as well; otherwise nothing moves.
 */
export const changeStageDirectly = command({
  permission: "model:write",
  input: ChangeStageDirectly,
  async run(ctx, { model: name, version: number, stage: to, archiveExisting, reason }) {
    const model = await lockModel(ctx, name);
    const version = await getVersion(ctx, name, number);
    await refuseMove(ctx, model, { version: number, from: version.stage, to });
    const archived = archiveExisting ? await othersIn(ctx, model.id, to, number) : [];
    for (const other of archived)
      await refuseMove(ctx, model, { version: other, from: to, to: "retired" });

    const moved = version.stage !== to || archived.length > 0;
    const step = { modelId: model.id, cause: "direct" as const, reason };
    for (const other of archived) await moveStage(ctx, { ...step, version: other, to: "retired" });
    if (version.stage !== to) await moveStage(ctx, { ...step, version: number, to });
    return {
      result: { from: version.stage, to, archived },
      audit: {
        action: "version.stage",
        subject: `version:${model.id}/${number}`,
        name: versionName(name, number),
        before: { stage: version.stage },
        after: moved ? { stage: to, archived, direct: true } : { stage: to },
      },
    };
  },
});

async function refuseMove(
  ctx: WriteCtx,
  model: Model,
  move: { version: number; from: Stage; to: Stage },
): Promise<void> {
  for (const stage of policiesTouched(move.from, move.to))
    await refuseUnlessDirect(ctx, {
      model,
      versions: [move.version],
      stage,
      what: `Moving version ${move.version} from ${move.from} to ${move.to}`,
    });
}
