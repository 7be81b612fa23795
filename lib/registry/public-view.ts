import type { VersionDetail } from "@/lib/registry/detail-queries";
import type { ModelRecord, VersionRecord } from "@/lib/registry/queries";

/** What the REST API shows of a model. */
export function publicModel(model: ModelRecord) {
  const { id, name, description, purpose, ownerId, ownerName, consumers, tags } = model;
  const { tier, tierAnswers, primaryMetric, metricDirection, metricLimit } = model;
  return {
    id,
    name,
    description,
    purpose,
    owner: ownerId === null ? null : { id: ownerId, name: ownerName },
    consumers,
    tier,
    tierAnswers,
    primaryMetric,
    metricDirection,
    metricLimit,
    tags,
    aliases: Object.fromEntries(model.aliases.map(({ alias, version }) => [alias, version])),
    createdAt: model.createdAt,
    updatedAt: model.updatedAt,
  };
}

export function publicVersion(version: VersionRecord) {
  return {
    model: version.model.name,
    version: version.version,
    stage: version.stage,
    stageSince: version.stageSince,
    aliases: version.aliases,
    description: version.description,
    source: version.source,
    runId: version.runId,
    loggedModelId: version.loggedModelId,
    tags: version.tags,
    createdAt: version.createdAt,
    updatedAt: version.updatedAt,
    createdBy: version.createdByName,
    damage: version.damage,
    damagedAt: version.damagedAt,
  };
}

/** A version with its files, signature, lineage and stage changes. */
export function publicVersionDetail({
  version,
  manifest,
  modelFile,
  lineage,
  changes,
}: VersionDetail) {
  return {
    ...publicVersion(version),
    artifact: { digest: manifest.digest, files: manifest.files },
    flavors: modelFile?.flavors ?? [],
    signature: modelFile?.signature ?? null,
    lineage,
    stageChanges: changes.map(({ at, fromStage, toStage, cause, gateId, reason, byName }) => ({
      at,
      from: fromStage,
      to: toStage,
      cause,
      gateId,
      reason,
      by: byName,
    })),
  };
}
