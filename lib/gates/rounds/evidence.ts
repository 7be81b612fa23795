import { createHash } from "node:crypto";

import type { Manifest } from "@/lib/artifacts/queries";
import { canonicalJson } from "@/lib/audit/rules";
import type { Evidence } from "@/lib/gates/rules";
import { pickledFiles, type Lineage } from "@/lib/registry/lineage";

type Metric = { key: string; value: number };
type Metrics = Record<string, number | "NaN" | "Infinity" | "-Infinity">;

export type Sources = {
  model: {
    name: string;
    tier: "low" | "moderate" | "high" | null;
    ownerName: string;
    primaryMetric: string | null;
    metricDirection: "higher" | "lower" | null;
    metricLimit: number | null;
  };
  version: { version: number; stage: string; source: string };
  run: {
    id: string;
    status: string;
    authorName: string;
    updatedAt: Date;
    metrics: readonly Metric[];
    params: Record<string, string>;
    tags: Record<string, string>;
  } | null;
  champion: { version: number; metrics: readonly Metric[] } | null;
  lineage: Lineage;
  signature: { inputs: number; outputs: number } | null;
  manifest: Manifest;
};

/** Everything a policy may read of one version, gathered at one moment. */
export function evidenceOf(sources: Sources): Evidence {
  const { model, version, run, champion, lineage, signature, manifest } = sources;
  return {
    model: {
      name: model.name,
      tier: model.tier ?? "unclassified",
      owner: model.ownerName || null,
      primary_metric: model.primaryMetric
        ? {
            name: model.primaryMetric,
            direction: model.metricDirection ?? "higher",
            limit: model.metricLimit,
          }
        : null,
    },
    version: { number: version.version, stage: version.stage, source: version.source },
    run: run && {
      id: run.id,
      status: run.status,
      author: run.authorName,
      metrics: namedNumbers(run.metrics),
      params: run.params,
      tags: run.tags,
      updated_at: run.updatedAt.toISOString(),
    },
    champion: champion && { version: champion.version, metrics: namedNumbers(champion.metrics) },
    lineage,
    signature: {
      present: signature !== null,
      inputs: signature?.inputs ?? 0,
      outputs: signature?.outputs ?? 0,
    },
    artifact: {
      digest: manifest.digest,
      files: manifest.files.length,
      pickled_files: pickledFiles(manifest),
    },
  };
}

/** JSON has no NaN, so such values are kept by name: they are evidence too. */
function namedNumbers(metrics: readonly Metric[]): Metrics {
  return Object.fromEntries(metrics.map(({ key, value }) => [key, namedNumber(value)]));
}

function namedNumber(value: number): Metrics[string] {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "Infinity";
  return value === -Infinity ? "-Infinity" : value;
}

/**
 * SHA-256 over the canonical JSON of what checks read. The moment a run was last touched is left out: logging the same
 * value again changes nothing that a vote rested on.
 */
export function digestOf(evidence: Evidence): string {
  const { run, ...others } = evidence;
  const judged = { ...others, run: run && { ...run, updated_at: undefined } };
  return createHash("sha256").update(canonicalJson(judged), "utf8").digest("hex");
}

export type Moved = { path: string; from: string; to: string };

/** What differs between two evidence sets, by path, in the words of the evidence object. */
export function movedBetween(before: Evidence, after: Evidence): Moved[] {
  const from = leaves(before);
  const to = leaves(after);
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((path) => path !== "run.updated_at" && from.get(path) !== to.get(path))
    .toSorted()
    .map((path) => ({ path, from: short(from.get(path)), to: short(to.get(path)) }));
}

const shownLength = 160;

/** Params and tags may hold thousands of characters; the whole text stays in the evidence. */
function short(text = "none"): string {
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

function leaves(value: unknown, path = "", found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value))
    found.set(path, value.length === 0 ? "none" : value.map(String).join(", "));
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value))
      leaves(inner, path ? `${path}.${key}` : key, found);
  else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    found.set(path, String(value));
  return found;
}
