import { createHash } from "node:crypto";

import { z } from "zod";

import { artifactManifest, readArtifactText } from "@/lib/artifacts/queries";
import { verifyChain } from "@/lib/audit/chain-queries";
import { listInvitations, listKeys, listMembers } from "@/lib/auth/queries";
import { roles, type Actor } from "@/lib/auth/rules";
import { metricHistory } from "@/lib/experiments/curves/metric-queries";
import { searchExperiments } from "@/lib/experiments/experiment-search-queries";
import { searchLoggedModels } from "@/lib/experiments/logged-models/logged-model-search-queries";
import type { RunRecord } from "@/lib/experiments/runs/run-queries";
import { searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { decisionRecord } from "@/lib/gates/decisions/decision-record";
import { findRollbackTarget } from "@/lib/gates/decisions/rollback-queries";
import { getGate } from "@/lib/gates/gate-queries";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { listPolicies } from "@/lib/gates/policies/queries";
import { listStageChanges, listVersions, servingVersion } from "@/lib/registry/queries";
import { searchModels } from "@/lib/registry/search-queries";

type Ctx = { actor: Actor; now: Date };

/** Somebody who may read all there is. */
export function reader(workspaceId: string, now: Date): Ctx {
  const id = "00000000-0000-7000-8000-000000000000";
  const actor = { kind: "user", workspaceId, id, name: "Reader", email: "", roles } as const;
  return { actor, now };
}

/** All that one workspace holds, as the product's own queries tell it, in JSON. */
export async function readWorkspace(
  workspaceId: string,
  now: Date,
): Promise<Record<string, unknown>> {
  const ctx = reader(workspaceId, now);
  const tracked = await readTracking(ctx);
  return plain({
    chain: await verifyChain(ctx),
    members: await listMembers(ctx),
    invitations: await listInvitations(ctx),
    keys: await listKeys(ctx),
    policies: await listPolicies(ctx),
    ...tracked,
    models: await readModels(ctx),
    gates: await readGates(ctx),
  });
}

async function readTracking(ctx: Ctx) {
  const viewType = "ALL";
  const { experiments } = await searchExperiments(ctx, { viewType });
  const experimentIds = experiments.map(({ id }) => id);
  const { runs } = await searchRuns(ctx, { experimentIds, viewType, limit: 50_000 });
  const { models } = await searchLoggedModels(ctx, { experimentIds, limit: 1000 });
  const files = await artifactManifest(ctx, "");
  const curves: Record<string, Curve> = {};
  for (const run of runs) Object.assign(curves, await readCurves(ctx, run));
  const modelFiles: Record<string, string> = {};
  for (const { path } of files.files.filter((file) => file.path.endsWith("/MLmodel")))
    modelFiles[path] = (await readArtifactText(ctx, path, 100_000)).text;
  return { experiments, runs, loggedModels: models, files, modelFiles, curves };
}

type Curve = { points: number; first: string; last: string; digest: string };

async function readCurves(ctx: Ctx, run: RunRecord): Promise<Record<string, Curve>> {
  const curves: Record<string, Curve> = {};
  for (const { key } of run.metrics) {
    const { points } = await metricHistory(ctx, run.id, key);
    const lines = points.map(
      ({ step, timestamp, value }) => `${step} ${timestamp} ${Object.is(value, -0) ? "-0" : value}`,
    );
    const digest = createHash("sha256").update(lines.join("\n")).digest("hex");
    const [first = "", last = ""] = [lines[0], lines.at(-1)];
    curves[`${run.name}/${run.id}/${key}`] = { points: points.length, first, last, digest };
  }
  return curves;
}

async function readModels(ctx: Ctx) {
  const all = { filter: "", orderBy: [], limit: 1000, cursor: "" };
  const { rows } = await searchModels(ctx, all);
  return Promise.all(
    rows.map(async (model) => ({
      ...model,
      versions: (await listVersions(ctx, model.id, { limit: 1000 })).versions,
      stageChanges: await listStageChanges(ctx, model.id),
      serving: (await servingVersion(ctx, model.id))?.version ?? null,
      rollback: (await findRollbackTarget(ctx, model.id)).target ?? null,
    })),
  );
}

/** `outdated` compares with what is true now, so it is no part of what was decided. */
async function readGates(ctx: Ctx) {
  const records: object[] = [];
  let cursor: string | undefined;
  do {
    const page = await listGates(ctx, GateFilter.parse({ status: "all", limit: 100, cursor }));
    for (const { id } of page.rows) {
      const { outdated: _outdated, ...record } = decisionRecord(await getGate(ctx, id));
      records.push(record);
    }
    cursor = page.next ?? undefined;
  } while (cursor);
  return records;
}

/** As JSON, with the numbers JSON lacks by their names. */
function plain(value: object): Record<string, unknown> {
  const text = JSON.stringify(value, (_key, given: unknown) =>
    typeof given === "number" && !Number.isFinite(given) ? String(given) : given,
  );
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}
