import type { Members } from "./accounts";
import { HttpFailure, listOf, objectOf, text, type Client } from "./http";
import type { LoggedRun } from "./log-everything";
import { stories, type ModelStory } from "./stories";

/** `model/run name` → version number. */
export type Versions = Map<string, number>;

const api = "/api/2.0/mlflow";

/** Registers models and versions through MLflow's API, then describes and classifies them through ours. */
export async function registerModels(
  { clients, session, ids }: Members,
  runs: readonly LoggedRun[],
  say: (message: string) => void,
): Promise<Versions> {
  const versions: Versions = new Map();
  const scientist = await session("scientist");
  for (const story of stories) {
    const author = story.owner === "researcher" ? clients.researcher : clients.scientist;
    await createModel(author, story);
    await describe(scientist, story, ids[story.owner]);
    for (const name of story.versions) {
      const run = runs.find((r) => r.name === name && story.experiments.includes(r.experiment));
      if (!run) throw new TypeError(`There is no run ${name} for ${story.name}.`);
      versions.set(`${story.name}/${name}`, await createVersion(author, story.name, run));
    }
    for (const { run, stage } of story.direct ?? [])
      await setStage(author, story.name, versions.get(`${story.name}/${run}`) ?? 0, stage);
    say(`Registered ${story.name} with ${story.versions.length} versions`);
  }
  return versions;
}

async function createModel(client: Client, { name, description }: ModelStory): Promise<void> {
  try {
    await client.json("POST", `${api}/registered-models/create`, { body: { name, description } });
  } catch (error) {
    if (!(error instanceof HttpFailure) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
  }
}

async function describe(session: Client, story: ModelStory, ownerId: string): Promise<void> {
  const { purpose, consumers, metric, answers } = story;
  const path = `/api/v1/models/${story.name}`;
  if (answers === null) return;
  const declared = metric
    ? {
        primaryMetric: metric.name,
        metricDirection: metric.direction,
        metricLimit: metric.limit,
      }
    : {};
  await session.json("PATCH", path, { body: { purpose, consumers, ownerId, ...declared } });
  await session.json("POST", `${path}/classify`, { body: answers });
}

async function createVersion(client: Client, name: string, run: LoggedRun): Promise<number> {
  const found = await client.json("GET", `${api}/model-versions/search`, {
    query: { filter: `name = '${name}' AND run_id = '${run.id}'` },
  });
  const [known] = listOf(found["model_versions"]);
  if (known) return Number(text(known["version"]));
  const source = run.loggedModelId
    ? `models:/${run.loggedModelId}`
    : `mlflow-artifacts:/${run.experimentId}/${run.id}/artifacts/model`;
  const made = await client.json("POST", `${api}/model-versions/create`, {
    body: {
      name,
      source,
      run_id: run.id,
      ...(run.loggedModelId ? { model_id: run.loggedModelId } : {}),
      description: `Made from run ${run.name}.`,
    },
  });
  return Number(text(objectOf(made["model_version"])["version"]));
}

async function setStage(
  client: Client,
  name: string,
  version: number,
  stage: string,
): Promise<void> {
  const got = await client.json("GET", `${api}/model-versions/get`, {
    query: { name, version: String(version) },
  });
  if (objectOf(got["model_version"])["current_stage"] !== "None") return;
  await client.json("POST", `${api}/model-versions/transition-stage`, {
    body: { name, version: String(version), stage, archive_existing_versions: false },
  });
}
