import "server-only";
import { openGatesByModel } from "@/lib/gates/gate-row-queries";
import { query } from "@/lib/query";
import type { ListModels } from "@/lib/registry/inputs";
import { listModels, type ListedModel, type ModelPage } from "@/lib/registry/list-queries";

export type ModelLine = ListedModel & { openGates: number };

/** The models page: what there is, what serves and what waits for a decision. */
export const modelsScreen = query({
  permission: "model:read",
  run: async (ctx, asked: ListModels): Promise<ModelPage & { models: ModelLine[] }> => {
    const { models, ...page } = await listModels(ctx, asked);
    const ids = models.map(({ id }) => id);
    const open = ids.length === 0 ? new Map<string, number>() : await openGatesByModel(ctx, ids);
    return {
      ...page,
      models: models.map((model) => ({ ...model, openGates: open.get(model.id) ?? 0 })),
    };
  },
});
