import "server-only";
import type { ReadCtx } from "@/lib/command";
import { environmentsOf } from "@/lib/experiments/environment-queries";
import { listRunsById, type RunRecord } from "@/lib/experiments/run-queries";
import { comparisonOf, type Side } from "@/lib/gates/comparison";
import type { GateDetail } from "@/lib/gates/gate-queries";
import { versionManifest } from "@/lib/registry/file-queries";
import { findVersion, type VersionRecord } from "@/lib/registry/queries";

/** What the version changes against the one that served when the round was opened; null when none did. */
export async function compareWithChampion(
  ctx: ReadCtx,
  { gate, model, version, current }: GateDetail,
) {
  if (!version) return null;
  const champion =
    gate.championVersion === null
      ? undefined
      : await findVersion(ctx, model.name, gate.championVersion);
  const known = [champion, version].flatMap((one) => one?.runId ?? []);
  const runs = await listRunsById(ctx, known);
  const environments = await environmentsOf(ctx, known);
  const sideOf = async (one: VersionRecord): Promise<Side> => {
    const run = runs.find(({ id }) => id === one.runId);
    const manifest = await versionManifest(ctx, one);
    return {
      version: one.version,
      metrics: metricsOf(run),
      params: run?.params ?? {},
      datasets: Object.fromEntries((run?.datasets ?? []).map(({ name, digest }) => [name, digest])),
      commit: run?.tags["mlflow.source.git.commit"] ?? null,
      environment: environments.get(one.runId ?? "") ?? {},
      files: Object.fromEntries(manifest.files.map(({ path, sha256 }) => [path, sha256])),
    };
  };
  return comparisonOf(
    champion ? await sideOf(champion) : null,
    await sideOf(version),
    current.evidence.model.primary_metric?.name ?? null,
  );
}

function metricsOf(run: RunRecord | undefined): Record<string, number> {
  return Object.fromEntries((run?.metrics ?? []).map(({ key, value }) => [key, value]));
}
