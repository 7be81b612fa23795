import "server-only";
import { and, eq } from "drizzle-orm";

import { aliases } from "@/drizzle/schema/registry";
import { command, type WriteCtx } from "@/lib/command";
import { refuseUnlessDirect } from "@/lib/gates/direct/refuse-unless-direct";
import { ChangeAliasDirectly } from "@/lib/gates/inputs";
import { lockModel } from "@/lib/registry/lock-model";
import { dropAlias, pointAlias } from "@/lib/registry/point-alias";
import { getVersion, type ModelRow } from "@/lib/registry/queries";
import { championAlias } from "@/lib/registry/rules";

/** The MLflow API's way to set or drop an alias. The champion alias belongs to the production gate. */
export const changeAliasDirectly = command({
  permission: "model:write",
  input: ChangeAliasDirectly,
  async run(ctx, { model: name, alias, version }) {
    const model = await lockModel(ctx, name);
    if (version !== null) await getVersion(ctx, name, version);
    const [held] = await ctx.tx
      .select({ version: aliases.version })
      .from(aliases)
      .where(
        and(
          eq(aliases.workspaceId, ctx.workspaceId),
          eq(aliases.modelId, model.id),
          eq(aliases.alias, alias),
        ),
      );
    const before = held?.version ?? null;
    if (alias === championAlias && before !== version)
      await refuseChampion(ctx, model, { before, version });
    if (version === null) await dropAlias(ctx, { modelId: model.id, alias });
    else if (before !== version) await pointAlias(ctx, { modelId: model.id, alias, version });
    return {
      result: { alias, from: before, to: version },
      audit: {
        action: version === null ? "alias.drop" : "alias.point",
        subject: `model:${model.id}`,
        name,
        before: { [alias]: before },
        after: { [alias]: version },
      },
    };
  },
});

async function refuseChampion(
  ctx: WriteCtx,
  model: ModelRow,
  { before, version }: { before: number | null; version: number | null },
): Promise<void> {
  const [first = 1, ...others] = [version, before].filter((one) => one !== null);
  const what =
    version === null
      ? "Dropping the champion alias"
      : `Pointing the champion alias at version ${version}`;
  await refuseUnlessDirect(ctx, { model, versions: [first, ...others], stage: "production", what });
}
