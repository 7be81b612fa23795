import { z } from "zod";

import { baseUrl, call } from "@/tests/support/browser";
import type { TestWorkspace } from "@/tests/support/workspace";

export type Sweep = { experimentId: string; experiment: string; runIds: string[] };

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const mlmodel = `artifact_path: model
flavors:
  python_function:
    loader_module: mlflow.sklearn
signature:
  inputs: '[{"type": "double", "name": "income", "required": true}]'
  outputs: '[{"type": "long", "required": true}]'
`;

/** Six runs logged over HTTP with an API key, as a training script would: the third has the best auc. */
export async function logSweep(ws: TestWorkspace, key: string): Promise<Sweep> {
  const at = (path: string) => `/w/${ws.slug}/api/2.0/mlflow/${path}`;
  const experiment = "credit sweep";
  const made = await call(key, "POST", at("experiments/create"), { name: experiment });
  const experimentId = z.string().parse(made.body["experiment_id"]);
  const runIds: string[] = [];
  for (const [place, auc] of [0.71, 0.78, 0.91, 0.83, 0.8, 0.66].entries()) {
    const run = await call(key, "POST", at("runs/create"), {
      experiment_id: experimentId,
      run_name: `depth-${place}`,
      start_time: 1_700_000_000_000 + place * 60_000,
      tags: [
        { key: "mlflow.source.git.commit", value: String(place % 2).repeat(40) },
        { key: "team", value: "risk" },
      ],
    });
    const { run_id: runId } = z
      .object({ info: z.object({ run_id: z.string() }) })
      .parse(run.body["run"]).info;
    runIds.push(runId);
    await call(key, "POST", at("runs/log-batch"), {
      run_id: runId,
      params: [
        { key: "max_depth", value: String(place) },
        { key: "seed", value: "42" },
      ],
      metrics: [
        { key: "auc", value: auc, timestamp: 1_700_000_000_000, step: 0 },
        ...Array.from({ length: 30 }, (_, step) => ({
          key: "loss",
          value: 1 / (step + 1) + place / 100,
          timestamp: 1_700_000_000_000 + step * 1000,
          step,
        })),
      ],
    });
    await call(key, "POST", at("runs/update"), {
      run_id: runId,
      status: "FINISHED",
      end_time: 1_700_000_030_000 + place * 60_000,
    });
  }
  await logFiles(ws, key, `${experimentId}/${runIds[2]}/artifacts`);
  return { experimentId, experiment, runIds };
}

async function logFiles(ws: TestWorkspace, key: string, root: string): Promise<void> {
  const files: Record<string, string | Buffer> = {
    "report/summary.json": '{"folds":5,"scores":[0.9,0.92]}',
    "report/roc.csv": "threshold,fpr,tpr\n0.5,0.1,0.8\n0.6,0.05,0.7\n",
    "plots/calibration.png": png,
    "notes.txt": "Trained on the March extract.\n",
    "model/MLmodel": mlmodel,
    "model/requirements.txt": "scikit-learn==1.5.2\nnumpy==2.1.0\n",
  };
  for (const [path, body] of Object.entries(files)) {
    const response = await fetch(
      new URL(`/w/${ws.slug}/api/2.0/mlflow-artifacts/artifacts/${root}/${path}`, baseUrl),
      {
        method: "PUT",
        headers: { authorization: `Bearer ${key}` },
        body: new Uint8Array(Buffer.from(body)),
      },
    );
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  }
}
