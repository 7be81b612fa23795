import "server-only";
import { joinPath } from "@/lib/artifacts/artifact-path";
import { artifactManifest, findArtifact } from "@/lib/artifacts/queries";
import type { ReadCtx } from "@/lib/command";
import {
  namedNumbers,
  section,
  type EvidenceSubject,
  type NamedNumber,
} from "@/lib/evidence/section";
import { latestMetrics } from "@/lib/experiments/runs/evidence";
import { findRun } from "@/lib/experiments/runs/run-queries";
import { approvalsOf } from "@/lib/registry/approvals/approval-queries";
import { versionModelFile } from "@/lib/registry/file-queries";
import { lineageOf } from "@/lib/registry/lineage";
import { getModel, getVersion, servingVersion, type VersionRecord } from "@/lib/registry/queries";

/** What evidence about a version is gathered by. */
export function subjectOf(version: VersionRecord): EvidenceSubject {
  const { model, runId, loggedModelId, artifactPath } = version;
  return {
    model: { id: model.id, name: model.name },
    version: version.version,
    runId,
    loggedModelId,
    artifactPath,
  };
}

export const modelSection = section({
  name: "model",
  schema: {
    name: "string",
    tier: "string",
    owner: "string",
    primary_metric: { name: "string", direction: "string", has_limit: "bool", limit: "double" },
  },
  absent: {
    name: "",
    tier: "unclassified",
    owner: "",
    primary_metric: { name: "", direction: "", has_limit: false, limit: 0 },
  },
  gather: async (ctx, { model: { id, name } }) => {
    const model = await getModel(ctx, name);
    const { primaryMetric, metricDirection, metricLimit } = model;
    return {
      value: {
        name,
        tier: model.tier ?? "unclassified",
        owner: model.ownerName,
        primary_metric: {
          name: primaryMetric ?? "",
          direction: primaryMetric ? (metricDirection ?? "higher") : "",
          has_limit: primaryMetric !== null && metricLimit !== null,
          limit: primaryMetric === null ? 0 : (metricLimit ?? 0),
        },
      },
      source: `model:${id}`,
      measuredAt: model.updatedAt,
    };
  },
});

export const versionSection = section({
  name: "version",
  schema: { number: "double", stage: "string", source: "string" },
  absent: { number: 0, stage: "", source: "" },
  gather: async (ctx, { model, version: number }) => {
    const version = await getVersion(ctx, model.name, number);
    return {
      value: { number, stage: version.stage, source: version.source },
      source: `version:${model.id}/${number}`,
      measuredAt: version.createdAt,
    };
  },
});

/** The version in production, which is not the one that is judged. */
export const servingSection = section({
  name: "serving",
  schema: { present: "bool", version: "double", metrics: "map<string, double>" },
  absent: { present: false, version: 0, metrics: {} },
  gather: async (ctx, { model, version }) => {
    const serving = await servingVersion(ctx, model.id);
    if (!serving || serving.version === version) return null;
    return {
      value: { present: true, version: serving.version, metrics: await servedOn(ctx, serving) },
      source: `version:${model.id}/${serving.version}`,
      measuredAt: serving.stageSince,
    };
  },
});

/** As its gate judged them: its run may have been edited since. What no gate let in has only its run. */
async function servedOn(
  ctx: ReadCtx,
  { modelId, version, runId }: VersionRecord,
): Promise<Record<string, NamedNumber>> {
  const approvals = await approvalsOf(ctx, modelId);
  const approved = approvals.find((one) => one.version === version && one.stage === "production");
  if (approved) return approved.metrics;
  return namedNumbers(runId === null ? [] : await latestMetrics(ctx, runId));
}

export const lineageSection = section({
  name: "lineage",
  schema: {
    dataset_digest: "string",
    commit: "string",
    params: "double",
    environment: "string",
    artifact_digest: "string",
    complete: "bool",
    missing: "list<string>",
  },
  absent: {
    dataset_digest: "",
    commit: "",
    params: 0,
    environment: "",
    artifact_digest: "",
    complete: false,
    missing: [],
  },
  gather: async (ctx, { model, version, runId, artifactPath }) => {
    const run = runId === null ? undefined : await findRun(ctx, runId);
    const manifest =
      artifactPath === null
        ? { digest: null, files: [] }
        : await artifactManifest(ctx, artifactPath);
    const { dataset_digest, commit, environment, artifact_digest, ...rest } = lineageOf(
      run ?? null,
      manifest,
    );
    return {
      value: {
        ...rest,
        dataset_digest: dataset_digest ?? "",
        commit: commit ?? "",
        environment: environment ?? "",
        artifact_digest: artifact_digest ?? "",
      },
      source: run ? `run:${run.id}` : `version:${model.id}/${version}`,
      measuredAt: run?.updatedAt ?? null,
    };
  },
});

export const signatureSection = section({
  name: "signature",
  schema: { present: "bool", inputs: "double", outputs: "double" },
  absent: { present: false, inputs: 0, outputs: 0 },
  gather: async (ctx, { model, version, artifactPath }) => {
    const declared = (await versionModelFile(ctx, artifactPath))?.signature;
    if (!declared || artifactPath === null) return null;
    const file = await findArtifact(ctx, joinPath(artifactPath, "MLmodel"));
    return {
      value: {
        present: true,
        inputs: declared.inputs.length,
        outputs: declared.outputs.length,
      },
      source: `version:${model.id}/${version}`,
      measuredAt: file?.createdAt ?? null,
    };
  },
});
