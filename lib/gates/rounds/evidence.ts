import "server-only";
import type { ReadCtx } from "@/lib/command";
import { digestOf } from "@/lib/evidence/digest";
import { gather, withAbsent, type Gathered } from "@/lib/evidence/gather";
import type { Path } from "@/lib/evidence/path";
import type { Watched } from "@/lib/evidence/watch";
import { findRun } from "@/lib/experiments/runs/run-queries";
import { policyReads } from "@/lib/gates/policies/policy-language";
import { fromFirstFormat } from "@/lib/gates/rounds/first-format";
import { sections, type Evidence } from "@/lib/gates/rounds/sections";
import type { PolicyContent } from "@/lib/gates/rules";
import { subjectOf } from "@/lib/registry/evidence";
import { findVersion, type VersionRecord } from "@/lib/registry/queries";

/** Reads everything that policies may ask of one version, as it is at this moment. */
export async function gatherEvidence(
  ctx: ReadCtx,
  version: VersionRecord,
): Promise<Gathered<typeof sections>> {
  return gather(ctx, sections, subjectOf(version));
}

/** What a policy reads. Those saved before it was kept with them are asked anew. */
export function readsOfPolicy({ reads, checks }: PolicyContent): Path[] {
  return reads ?? policyReads(checks);
}

/** A stored round's evidence as it is read today. */
export function storedEvidence(stored: Readonly<Record<string, unknown>>): Evidence {
  return withAbsent(sections, "champion" in stored ? fromFirstFormat(stored) : stored);
}

/**
 * Whether a round still rests on what is the case: the stored evidence and the present one are held against each other
 * by what the policy reads, so that rounds from before digests were so made hold too.
 */
export function stillHolds(
  round: { evidence: Readonly<Record<string, unknown>> },
  evidence: Evidence,
  policy: PolicyContent,
): boolean {
  const reads = readsOfPolicy(policy);
  return digestOf(storedEvidence(round.evidence), reads) === digestOf(evidence, reads);
}

/** What a gate about this version waits on: whatever its sections are read from. */
export async function watchedBy(
  ctx: ReadCtx,
  version: VersionRecord,
  evidence: Evidence,
): Promise<Watched[]> {
  const { model, runId, loggedModelId, artifactPath } = version;
  const serving = evidence.serving.present
    ? await findVersion(ctx, model.name, evidence.serving.version)
    : undefined;
  const judged = [
    `model:${model.id}`,
    `version:${model.id}/${version.version}`,
    ...(runId === null ? [] : [`run:${runId}`]),
    ...(loggedModelId === null ? [] : [`logged_model:${loggedModelId}`]),
    ...(artifactPath === null ? [] : [`files:${artifactPath}`]),
  ];
  const compared = !serving?.runId || serving.runId === runId ? [] : [`run:${serving.runId}`];
  return [
    ...judged.map((subject) => ({ subject, judged: true })),
    ...compared.map((subject) => ({ subject, judged: false })),
  ];
}

/** Who trained it; whoever registered it where no run is on record. */
export async function authorOf(ctx: ReadCtx, version: VersionRecord): Promise<string | null> {
  const run = version.runId === null ? undefined : await findRun(ctx, version.runId);
  return run?.authorId ?? version.createdById;
}
