import type { StoredFile } from "./files";
import { listOf, objectOf, text, unlessMissing, type Client, type Json } from "./http";
import type { Point } from "./learn/model";

const api = "/api/2.0/mlflow";

export type Run = {
  id: string;
  name: string;
  status: string;
  /** Whether its metrics have arrived; they come in one batch. */
  measured: boolean;
  loggedModelId?: string;
};
export type Dataset = {
  name: string;
  digest: string;
  schema: Json;
  profile: Json;
  context: string;
};

/** The calls of MLflow's Python client that the demo needs, in the order that client makes them. */
export class Tracking {
  constructor(readonly client: Client) {}

  async experiment(name: string, tags: Record<string, string>): Promise<string> {
    const found = await unlessMissing(
      this.client.json("GET", `${api}/experiments/get-by-name`, {
        query: { experiment_name: name },
      }),
    );
    if (found) return text(objectOf(found["experiment"])["experiment_id"]);
    const body = { name, tags: pairs(tags) };
    return text((await this.post("experiments/create", body))["experiment_id"]);
  }

  async tagExperiment(experimentId: string, key: string, value: string): Promise<void> {
    await this.post("experiments/set-experiment-tag", { experiment_id: experimentId, key, value });
  }

  async experimentTags(name: string): Promise<Record<string, string>> {
    const found = await unlessMissing(
      this.client.json("GET", `${api}/experiments/get-by-name`, {
        query: { experiment_name: name },
      }),
    );
    const tags = found ? listOf(objectOf(found["experiment"])["tags"]) : [];
    return Object.fromEntries(tags.map((tag) => [text(tag["key"]), text(tag["value"])]));
  }

  async runs(experimentId: string): Promise<Run[]> {
    const found = await this.post("runs/search", {
      experiment_ids: [experimentId],
      run_view_type: "ALL",
      max_results: 1000,
    });
    return listOf(found["runs"]).map((run) => {
      const info = objectOf(run["info"]);
      const [output] = listOf(objectOf(run["outputs"] ?? {})["model_outputs"]);
      return {
        id: text(info["run_id"]),
        name: text(info["run_name"]),
        status: info["lifecycle_stage"] === "deleted" ? "DELETED" : text(info["status"]),
        measured: listOf(objectOf(run["data"] ?? {})["metrics"]).length > 0,
        ...(output ? { loggedModelId: text(output["model_id"]) } : {}),
      };
    });
  }

  async start(experimentId: string, name: string, at: number, tags: Record<string, string>) {
    const answer = await this.post("runs/create", {
      experiment_id: experimentId,
      run_name: name,
      user_id: tags["mlflow.user"] ?? "",
      start_time: at,
      tags: pairs(tags),
    });
    return text(objectOf(objectOf(answer["run"])["info"])["run_id"]);
  }

  async log(
    runId: string,
    data: { params?: Record<string, string>; metrics?: Json[]; tags?: Record<string, string> },
  ): Promise<void> {
    await this.post("runs/log-batch", {
      run_id: runId,
      params: pairs(data.params ?? {}),
      metrics: data.metrics ?? [],
      tags: pairs(data.tags ?? {}),
    });
  }

  async inputs(runId: string, datasets: Dataset[]): Promise<void> {
    await this.post("runs/log-inputs", {
      run_id: runId,
      datasets: datasets.map(({ name, digest, schema, profile, context }) => ({
        tags: [{ key: "mlflow.data.context", value: context }],
        dataset: {
          name,
          digest,
          source_type: "http",
          source: JSON.stringify({ url: `https://data.example.com/${name}.parquet` }),
          schema: JSON.stringify(schema),
          profile: JSON.stringify(profile),
        },
      })),
    });
  }

  async put(root: string, files: readonly StoredFile[]): Promise<void> {
    for (const { path, type, content } of files)
      await this.client.put(`/api/2.0/mlflow-artifacts/artifacts/${root}/${path}`, content, type);
  }

  async loggedModel(model: {
    experimentId: string;
    runId: string;
    name: string;
    params: Record<string, string>;
    files: (modelId: string) => StoredFile[];
  }): Promise<string> {
    const { experimentId, runId, name, params, files } = model;
    const made = await this.post("logged-models", {
      experiment_id: experimentId,
      source_run_id: runId,
      name,
      params: pairs(params),
    });
    const modelId = text(objectOf(objectOf(made["model"])["info"])["model_id"]);
    await this.post("runs/outputs", { run_id: runId, models: [{ model_id: modelId, step: 0 }] });
    await this.put(`${experimentId}/models/${modelId}/artifacts`, files(modelId));
    await this.client.json("PATCH", `${api}/logged-models/${modelId}`, {
      body: { model_id: modelId, status: "LOGGED_MODEL_READY" },
    });
    return modelId;
  }

  async end(runId: string, status: "FINISHED" | "FAILED", at: number): Promise<void> {
    await this.post("runs/update", { run_id: runId, status, end_time: at });
  }

  async remove(runId: string): Promise<void> {
    await this.post("runs/delete", { run_id: runId });
  }

  post(path: string, body: Json): Promise<Json> {
    return this.client.json("POST", `${api}/${path}`, { body });
  }
}

/** JSON has no NaN or infinity; MLflow's client sends their names. */
export function metricPoints(curve: readonly Point[], at: (step: number) => number): Json[] {
  return curve.flatMap(({ step, values }) =>
    Object.entries(values).map(([key, value]) => ({
      key,
      value: Number.isFinite(value) ? value : String(value),
      timestamp: at(step),
      step,
    })),
  );
}

function pairs(values: Record<string, string>): Json[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
