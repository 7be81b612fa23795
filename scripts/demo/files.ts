import type { Confusion } from "@/lib/stats/confusion";
import type { RocPoint } from "@/lib/stats/roc";

export type StoredFile = { path: string; type: string; content: string };

export type ModelCard = {
  runId: string;
  modelId?: string;
  features: readonly string[];
  output: string;
  model: object;
  loggedAt: number;
};

const requirements = ["mlflow>=2.22", "pandas>=2.0"];

/** The files `mlflow.pyfunc.log_model` would write; `mlflow.pyfunc.load_model` really loads them. */
export function modelFiles(card: ModelCard): StoredFile[] {
  return [
    { path: "MLmodel", type: "text/plain", content: mlmodel(card) },
    { path: "model.json", type: "application/json", content: JSON.stringify(card.model) },
    { path: "code/demo_scorer.py", type: "text/x-python", content: scorer },
    { path: "requirements.txt", type: "text/plain", content: `${requirements.join("\n")}\n` },
    { path: "conda.yaml", type: "text/yaml", content: conda },
    { path: "python_env.yaml", type: "text/yaml", content: pythonEnv },
  ];
}

function mlmodel({ runId, modelId, features, output, loggedAt }: ModelCard): string {
  const inputs = features.map((name) => ({ type: "double", name, required: true }));
  const outputs = [{ type: "double", name: output, required: true }];
  return [
    ...(modelId ? [] : ["artifact_path: model"]),
    "flavors:",
    "  python_function:",
    "    code: code",
    "    data: model.json",
    "    env:",
    "      conda: conda.yaml",
    "      virtualenv: python_env.yaml",
    "    loader_module: demo_scorer",
    "    python_version: 3.11.9",
    "mlflow_version: 3.6.0",
    ...(modelId ? [`model_id: ${modelId}`] : []),
    `run_id: ${runId}`,
    "signature:",
    `  inputs: '${JSON.stringify(inputs)}'`,
    `  outputs: '${JSON.stringify(outputs)}'`,
    "  params: null",
    `utc_time_created: '${new Date(loggedAt).toISOString().replace("T", " ").replace("Z", "")}'`,
    "",
  ].join("\n");
}

const conda = `channels:
- conda-forge
dependencies:
- python=3.11.9
- pip
- pip:
${requirements.map((line) => `  - ${line}`).join("\n")}
name: mlflow-env
`;

const pythonEnv = `python: 3.11.9
build_dependencies:
- pip
dependencies:
- -r requirements.txt
`;

const scorer = `"""Scores a model.json of the demo workspace. Loaded by mlflow.pyfunc."""
import json
import math


def _load_pyfunc(path):
    with open(path, encoding="utf-8") as file:
        return Model(json.load(file))


class Model:
    def __init__(self, model):
        self.model = model

    def predict(self, frame, params=None):
        return [self.score(row) for row in frame[self.model["features"]].to_dict("records")]

    def score(self, record):
        row = [float(record[name]) for name in self.model["features"]]
        kind = self.model["kind"]
        if kind == "factorisation":
            return self.rating(int(record["user"]), int(record["item"]))
        margin = self.linear(row) if kind == "logistic" else self.trees(row)
        return 1 / (1 + math.exp(-margin))

    def linear(self, row):
        parts = zip(row, self.model["means"], self.model["deviations"], self.model["weights"])
        return self.model["bias"] + sum((x - m) / d * w for x, m, d, w in parts)

    def trees(self, row):
        return self.model["prior"] + sum(leaf(tree, row) for tree in self.model["trees"])

    def rating(self, user, item):
        a, b = self.model["people"][user], self.model["items"][item]
        match = sum(p * q for p, q in zip(a["factors"], b["factors"]))
        return self.model["centre"] + a["bias"] + b["bias"] + match


def leaf(node, row):
    while "leaf" not in node:
        node = node["left"] if row[node["feature"]] <= node["threshold"] else node["right"]
    return node["leaf"]
`;

export function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function confusionCsv({ tn, fp, fn, tp }: Confusion): string {
  return `actual,predicted_0,predicted_1\n0,${tn},${fp}\n1,${fn},${tp}\n`;
}

export function importanceCsv(importance: Record<string, number>): string {
  const rows = Object.entries(importance)
    .toSorted(([, a], [, b]) => b - a)
    .map(([feature, share]) => `${feature},${share.toFixed(4)}`);
  return `feature,importance\n${rows.join("\n")}\n`;
}

const x = (fpr: number): string => (48 + 300 * fpr).toFixed(1);
const y = (tpr: number): string => (324 - 300 * tpr).toFixed(1);

export function rocSvg(points: readonly RocPoint[], area: number): string {
  const line = points.map(({ fpr, tpr }) => `${x(fpr)},${y(tpr)}`).join(" ");
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<path d="M${x(share)} 24V324M48 ${y(share)}H348" stroke="#e4e4e7"/>` +
      `<text x="${x(share)}" y="342" text-anchor="middle">${share}</text>` +
      `<text x="40" y="${y(share)}" text-anchor="end" dominant-baseline="middle">${share}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 372 372" width="372" height="372" font-family="sans-serif" font-size="11" fill="#52525b">
<rect width="372" height="372" fill="#ffffff"/>
${grid.join("\n")}
<path d="M48 324L348 24" stroke="#a1a1aa" stroke-dasharray="4 4"/>
<polyline points="${line}" fill="none" stroke="#2563eb" stroke-width="2"/>
<text x="198" y="362" text-anchor="middle">False positive rate</text>
<text x="338" y="308" text-anchor="end" font-weight="600">Area ${area.toFixed(3)}</text>
</svg>
`;
}
