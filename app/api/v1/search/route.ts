import { findExperimentsNamed, findRunsNamed } from "@/lib/experiments/find-queries";
import { findGatesOf } from "@/lib/gates/find-queries";
import { pages } from "@/lib/paths";
import { findModelsNamed, findVersionsNamed } from "@/lib/registry/find-queries";
import { findInput } from "@/lib/search/inputs";
import { restQuery } from "@/lib/transport/rest";

/** Things of the workspace by name or id, for the palette and for scripts; `path` is beneath `/w/<workspace>`. */
export const GET = restQuery(findInput, async (ctx, { query }) => {
  const [models, versions, gates, experiments, runs] = await Promise.all([
    findModelsNamed(ctx, query),
    findVersionsNamed(ctx, query),
    findGatesOf(ctx, query),
    findExperimentsNamed(ctx, query),
    findRunsNamed(ctx, query),
  ]);
  return {
    results: [
      ...versions.map(({ model, version, stage }) => ({
        kind: "Version",
        title: `${model} version ${version}`,
        detail: stage,
        path: pages.version(model, version),
      })),
      ...models.map(({ name, owner }) => ({
        kind: "Model",
        title: name,
        detail: owner,
        path: pages.model(name),
      })),
      ...gates.map(({ id, model, version, stage, status }) => ({
        kind: "Gate",
        title: `${model} version ${version} to ${stage}`,
        detail: status,
        path: pages.gate(id),
      })),
      ...experiments.map(({ id, name }) => ({
        kind: "Experiment",
        title: name,
        detail: `id ${id}`,
        path: pages.experiment(id),
      })),
      ...runs.map(({ id, name, experiment }) => ({
        kind: "Run",
        title: name,
        detail: experiment,
        path: pages.run(id),
      })),
    ],
  };
});
