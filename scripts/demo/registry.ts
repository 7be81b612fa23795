import { rollBack } from "@/lib/gates/decisions/roll-back";
import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import { classifyModel } from "@/lib/registry/classify-model";
import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { describeModel } from "@/lib/registry/describe-model";
import {
  findModel,
  getModel,
  listStageChanges,
  versionsOfRun,
  type StageChange,
} from "@/lib/registry/queries";

import type { Cast } from "./cast";
import { findPlanned } from "./runs";
import type { ModelStory } from "./story";

export async function createOnce(cast: Cast, story: ModelStory, now: Date): Promise<void> {
  const actor = cast.scripts[story.author];
  const { name, description } = story;
  if (!(await findModel({ actor }, name))) await createModel({ actor, now }, { name, description });
}

export async function declareOnce(cast: Cast, story: ModelStory, now: Date): Promise<void> {
  const { declared, name } = story;
  const actor = cast.people[story.author];
  if (!declared || (await getModel({ actor }, name)).tier !== null) return;
  const { owner, purpose, consumers, metric, answers } = declared;
  await describeModel(
    { actor, now },
    {
      name,
      purpose,
      consumers,
      ownerId: cast.people[owner].id,
      primaryMetric: metric.name,
      metricDirection: metric.direction,
      metricLimit: metric.limit,
    },
  );
  await classifyModel({ actor, now }, { name, ...answers });
}

export async function registerOnce(
  cast: Cast,
  story: ModelStory,
  run: string,
  now: Date,
): Promise<void> {
  const actor = cast.scripts[story.author];
  if (await findVersionOf(cast, story, run)) return;
  const { id: runId, artifactUri, models } = await plannedRun(cast, story, run);
  const output = models.find(({ direction }) => direction === "output");
  await createVersion(
    { actor, now },
    {
      name: story.name,
      runId,
      description: `Made from run ${run}.`,
      ...(output
        ? { source: `models:/${output.modelId}`, loggedModelId: output.modelId }
        : { source: `${artifactUri}/model` }),
    },
  );
}

/** The number of the version made from a run. */
export async function versionOf(cast: Cast, story: ModelStory, run: string): Promise<number> {
  const version = await findVersionOf(cast, story, run);
  if (version === undefined) throw new Error(`${story.name} has no version made from ${run}.`);
  return version;
}

async function findVersionOf(
  cast: Cast,
  story: ModelStory,
  run: string,
): Promise<number | undefined> {
  const { id } = await plannedRun(cast, story, run);
  const versions = await versionsOfRun({ actor: cast.scripts[story.author] }, id);
  return versions.find(({ model }) => model.name === story.name)?.version;
}

async function plannedRun(cast: Cast, story: ModelStory, name: string) {
  const plan = story.runs.find((one) => one.name === name);
  const run = plan && (await findPlanned(cast.scripts[story.author], plan));
  if (!run) throw new Error(`There is no run ${name} of ${story.name}.`);
  return run;
}

type Direct = NonNullable<ModelStory["direct"]>[number];

export async function moveOnce(
  cast: Cast,
  story: ModelStory,
  { run, stage }: Direct,
  now: Date,
): Promise<void> {
  const actor = cast.scripts[story.author];
  const version = await versionOf(cast, story, run);
  const isThis = (change: StageChange): boolean =>
    change.cause === "direct" && change.version === version && change.toStage === stage;
  if ((await changesOf(cast, story)).some(isThis)) return;
  await changeStageDirectly({ actor, now }, { model: story.name, version, stage });
}

type Rollback = NonNullable<ModelStory["rollbacks"]>[number];

export async function rollBackOnce(
  cast: Cast,
  story: ModelStory,
  { by, reason }: Rollback,
  now: Date,
): Promise<void> {
  const isThis = (change: StageChange): boolean =>
    change.cause === "rollback" && change.reason === reason;
  if ((await changesOf(cast, story)).some(isThis)) return;
  await rollBack({ actor: cast.people[by], now }, { model: story.name, reason });
}

async function changesOf(cast: Cast, story: ModelStory): Promise<StageChange[]> {
  const ctx = { actor: cast.scripts[story.author] };
  return listStageChanges(ctx, (await getModel(ctx, story.name)).id);
}
