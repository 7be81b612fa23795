import "server-only";
import { gather, type Gathered } from "@/lib/evidence/gather";
import type { Watched } from "@/lib/evidence/watch";
import { findRun } from "@/lib/experiments/runs/run-queries";
import { sections, type Evidence } from "@/lib/gates/rounds/sections";
import { query } from "@/lib/query";
import { subjectOf } from "@/lib/registry/evidence";
import { findVersion, type VersionRecord } from "@/lib/registry/queries";

/** Reads everything that policies may ask of one version, as it is at this moment. */
export const gatherEvidence = query({
  permission: "evidence:read",
  run: (ctx, version: VersionRecord): Promise<Gathered<typeof sections>> =>
    gather(ctx, sections, subjectOf(version)),
});

/** What a gate about this version waits on: whatever its sections are read from. */
export const watchedBy = query({
  permission: "model:read",
  run: async (ctx, version: VersionRecord, evidence: Evidence): Promise<Watched[]> => {
    const { model, runId, loggedModelId, artifactPath } = version;
    const serving = evidence.serving.present
      ? await findVersion(ctx, model.name, evidence.serving.version)
      : undefined;
    const judged = [
      `model:${model.id}`,
      `version:${model.id}/${version.version}`,
      `limits:${model.id}`,
      ...(runId === null ? [] : [`run:${runId}`]),
      ...(loggedModelId === null ? [] : [`logged_model:${loggedModelId}`]),
      ...(artifactPath === null ? [] : [`files:${artifactPath}`]),
    ];
    const compared = !serving?.runId || serving.runId === runId ? [] : [`run:${serving.runId}`];
    return [
      ...judged.map((subject) => ({ subject, judged: true })),
      ...compared.map((subject) => ({ subject, judged: false })),
    ];
  },
});

/** Who trained it; whoever registered it where no run is on record. */
export const authorOf = query({
  permission: "tracking:read",
  run: async (ctx, { runId, createdById }: VersionRecord): Promise<string | null> => {
    const run = runId === null ? undefined : await findRun(ctx, runId);
    return run?.authorId ?? createdById;
  },
});
