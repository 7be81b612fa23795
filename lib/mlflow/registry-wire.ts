import { z } from "zod";

import { textUpTo } from "@/lib/characters";
import { keyFault } from "@/lib/experiments/naming";
import type { ModelRecord, VersionRecord } from "@/lib/registry/queries";
import { stages, type Stage } from "@/lib/registry/rules";

/** MLflow's words for our stages, and how its registry looks on the wire. Unset fields are left out. */
const stageNames: Record<Stage, string> = {
  experimental: "None",
  staging: "Staging",
  production: "Production",
  retired: "Archived",
};

const badStage = (name: string) =>
  `Invalid Model Version stage: ${name}. Value must be one of None, Staging, Production, Archived.`;

export const WireStage = z
  .string()
  .min(1)
  .transform((name, context): Stage => {
    const found = stages.find((stage) => stageNames[stage].toLowerCase() === name.toLowerCase());
    if (found) return found;
    context.addIssue({ code: "custom", message: badStage(name.slice(0, 200)) });
    return z.NEVER;
  });

export const WireName = z.string().min(1);

/** A whole number written as text; whether there is such a version is for the query to say. */
export const WireVersion = z
  .string()
  .min(1)
  .transform((text, context) => {
    if (/^[+-]?\d{1,15}$/.test(text.trim())) return Number(text);
    context.addIssue({
      code: "custom",
      message: `Parameter 'version' must be an integer, got '${text.slice(0, 100)}'.`,
    });
    return z.NEVER;
  });

export const WireKey = textUpTo(250, "key")
  .min(1)
  .superRefine((key, context) => {
    const fault = keyFault(key, "key");
    if (fault) context.addIssue({ code: "custom", message: fault });
  });

export const WireTags = z
  .array(z.object({ key: WireKey, value: textUpTo(100_000, "value").default("") }))
  .default([])
  .transform((tags) => Object.fromEntries(tags.map(({ key, value }) => [key, value])));

export function versionOnWire(version: VersionRecord) {
  return {
    name: version.model.name,
    version: String(version.version),
    creation_timestamp: version.createdAt.getTime(),
    last_updated_timestamp: version.updatedAt.getTime(),
    ...(version.createdByName ? { user_id: version.createdByName } : {}),
    current_stage: stageNames[version.stage],
    description: version.description,
    source: version.source,
    ...(version.runId ? { run_id: version.runId } : {}),
    status: "READY",
    ...tagsOnWire(version.tags),
    run_link: version.runLink,
    ...(version.aliases.length > 0 ? { aliases: version.aliases } : {}),
  };
}

export function modelOnWire(model: ModelRecord, latest: readonly VersionRecord[]) {
  return {
    name: model.name,
    creation_timestamp: model.createdAt.getTime(),
    last_updated_timestamp: model.updatedAt.getTime(),
    ...(model.description ? { description: model.description } : {}),
    ...(latest.length > 0 ? { latest_versions: latest.map(versionOnWire) } : {}),
    ...tagsOnWire(model.tags),
    ...(model.aliases.length > 0
      ? {
          aliases: model.aliases.map(({ alias, version }) => ({ alias, version: String(version) })),
        }
      : {}),
  };
}

function tagsOnWire(tags: Record<string, string>) {
  const pairs = Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length > 0 ? { tags: pairs.map(([key, value]) => ({ key, value })) } : {};
}

const OneOrMany = z
  .union([z.string().transform((one) => (one === "" ? [] : [one])), z.array(z.string())])
  .default([]);

const pageSize = (most: number, usual: number) =>
  z
    .union([
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
      z.number(),
    ])
    .pipe(z.number().int().min(1).max(most))
    .default(usual);

const search = {
  filter: z.string().default(""),
  order_by: OneOrMany,
  page_token: z.string().default(""),
};

export const SearchModelsWire = z.object({ ...search, max_results: pageSize(1000, 100) });
export const SearchVersionsWire = z.object({ ...search, max_results: pageSize(200_000, 200_000) });

export const LatestWire = z.object({
  name: WireName,
  stages: z.union([WireStage.transform((stage) => [stage]), z.array(WireStage)]).default([]),
});
