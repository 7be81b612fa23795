import type { Manifest } from "@/lib/artifacts/queries";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";

/** What a version came from, and what of it nobody can tell. */
export type Lineage = {
  dataset_digest: string | null;
  commit: string | null;
  params: number;
  environment: string | null;
  artifact_digest: string | null;
  complete: boolean;
  missing: string[];
};

/** The part of a run that lineage is read from. */
export type LineageRun = {
  params: Readonly<Record<string, string>>;
  tags: Readonly<Record<string, string>>;
  datasets: readonly { name: string; digest: string }[];
};

export type LineageItem =
  | "dataset digest"
  | "commit"
  | "params"
  | "environment"
  | "artifact digest";

/** How a missing item is added, in one line of the training script where one is enough. */
export const lineageRemedies: Record<LineageItem, { says: string; code: string }> = {
  "dataset digest": {
    says: "Log the training data as an input of the run.",
    code: 'mlflow.log_input(mlflow.data.from_pandas(frame, name="train"), context="training")',
  },
  commit: {
    says: "Train from a git checkout, or set the commit yourself.",
    code: `mlflow.set_tag("${mlflowTags.commit}", commit)`,
  },
  params: { says: "Log the parameters of the training.", code: "mlflow.log_params(params)" },
  environment: {
    says: "Log the model with its requirements, as mlflow.<flavor>.log_model does.",
    code: 'mlflow.log_artifact("requirements.txt", artifact_path="model")',
  },
  "artifact digest": {
    says: "Log the model's files to this server before registering the version.",
    code: 'mlflow.sklearn.log_model(model, name="model")',
  },
};

/** Files that pin what a model runs on, the most telling first. */
const environmentFiles = [
  "requirements.txt",
  "conda.yaml",
  "python_env.yaml",
  "uv.lock",
  "poetry.lock",
  "package-lock.json",
  "environment.yaml",
  "environment.yml",
];

/** Which of the five things that make a version reproducible are on record. */
export function lineageOf(run: LineageRun | null, manifest: Manifest): Lineage {
  const known = {
    dataset_digest: datasetDigest(run),
    commit: run?.tags[mlflowTags.commit]?.trim() || null,
    params: Object.keys(run?.params ?? {}).length,
    environment: environmentOf(manifest),
    artifact_digest: manifest.digest,
  };
  const missing: LineageItem[] = [];
  if (known.dataset_digest === null) missing.push("dataset digest");
  if (known.commit === null) missing.push("commit");
  if (known.params === 0) missing.push("params");
  if (known.environment === null) missing.push("environment");
  if (known.artifact_digest === null) missing.push("artifact digest");
  return { ...known, complete: missing.length === 0, missing };
}

/** `train:ab12, test:cd34`: every dataset counts, in an order that does not depend on logging. */
function datasetDigest(run: LineageRun | null): string | null {
  const digests = (run?.datasets ?? []).map(({ name, digest }) => `${name}:${digest}`);
  return digests.length === 0 ? null : [...new Set(digests)].toSorted().join(", ");
}

function environmentOf({ files }: Manifest): string | null {
  for (const name of environmentFiles) {
    const file = files.find(({ path }) => path === name || path.endsWith(`/${name}`));
    if (file) return `${name}:${file.sha256.slice(0, 12)}`;
  }
  return null;
}
