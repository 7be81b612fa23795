import "server-only";
import type { Manifest } from "@/lib/artifacts/queries";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { environmentsOf } from "@/lib/experiments/runs/environment-queries";
import { listRunsById, type RunRecord } from "@/lib/experiments/runs/run-queries";
import type { GateDetail } from "@/lib/gates/gate-queries";
import { comparisonOf, type Side } from "@/lib/gates/rounds/comparison";
import { query } from "@/lib/query";
import { versionManifest } from "@/lib/registry/file-queries";
import { findVersion, type VersionRecord } from "@/lib/registry/queries";

/** Metrics as the checks read them: what a later log changes is shown as moved, not here. */
type Judged = {
  metrics: Record<string, number | string>;
  params?: Record<string, string>;
} | null;

/** What the version changes against the one that served when the round was opened; null when none did. */
export const compareWithServing = query({
  permission: "gate:read",
  run: async (ctx, { gate, model, version, current }: GateDetail) => {
    if (!version) return null;
    const serving =
      gate.servingVersion === null
        ? undefined
        : await findVersion(ctx, model.name, gate.servingVersion);
    const known = [serving, version].flatMap((one) => one?.runId ?? []);
    const runs = await listRunsById(ctx, known);
    const environments = await environmentsOf(ctx, known);
    const sideOf = async (one: VersionRecord, judged: Judged): Promise<Side> => ({
      version: one.version,
      metrics: judged?.metrics ?? {},
      ...loggedBy(
        runs.find(({ id }) => id === one.runId),
        judged,
      ),
      environment: environments.get(one.runId ?? "") ?? {},
      files: filesOf(await versionManifest(ctx, one.artifactPath)),
    });
    return comparisonOf(
      serving ? await sideOf(serving, current.evidence.serving) : null,
      await sideOf(version, current.evidence.run),
      current.evidence.model.primary_metric?.name ?? null,
    );
  },
});

function loggedBy(run: RunRecord | undefined, judged: Judged) {
  return {
    params: judged?.params ?? run?.params ?? {},
    datasets: Object.fromEntries((run?.datasets ?? []).map(({ name, digest }) => [name, digest])),
    commit: run?.tags[mlflowTags.commit] ?? null,
  };
}

function filesOf({ files }: Manifest): Record<string, string> {
  return Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
}
