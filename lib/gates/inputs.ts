import { z } from "zod";

import { gateStatuses, voteChoices } from "@/lib/gates/rules";
import { paging } from "@/lib/paging";
import { aliasName, stages } from "@/lib/registry/rules";

const reason = z
  .string("Say why: the reason is part of the record.")
  .trim()
  .min(3, "Say why: the reason is part of the record.")
  .max(2_000, "Keep the reason under 2,000 characters.");

const modelName = z.string().min(1, "Name the model.").max(256);
const versionNumber = z.coerce.number().int().positive().max(2_147_483_647);

export const RequestGate = z.strictObject({
  model: modelName,
  version: versionNumber,
  stage: z.enum(stages),
  note: z.string().trim().max(2_000, "Keep the note under 2,000 characters.").default(""),
});

export const CastVote = z.strictObject({
  gateId: z.guid(),
  /** The round the voter read; a vote never counts for evidence nobody looked at. */
  round: z.coerce.number().int().positive(),
  choice: z.enum(voteChoices, "Choose go, recycle or stop."),
  reason,
});

export const OneGate = z.object({ gateId: z.string() });

export const RefreshGate = z.strictObject({ gateId: z.guid() });

export const WithdrawGate = z.strictObject({ gateId: z.guid(), reason });

export const RollBack = z.strictObject({
  model: modelName,
  reason,
  /** The version the caller saw in production; refuses when it is no longer the one. */
  from: versionNumber.optional(),
});

export const ChangeStageDirectly = z.strictObject({
  model: modelName,
  version: versionNumber,
  stage: z.enum(stages),
  archiveExisting: z.boolean().default(false),
  reason: z.string().max(2_000).default(""),
});

export const ChangeAliasDirectly = z.strictObject({
  model: modelName,
  alias: z.string().min(1).max(255).transform(aliasName),
  /** Null drops the alias. */
  version: versionNumber.nullable(),
});

export const GateFilter = z.object({
  status: z.enum([...gateStatuses, "decided", "all"]).default("open"),
  model: z.string().max(256).optional(),
  version: z.coerce.number().int().positive().optional(),
  stage: z.enum(stages).optional(),
  /** `mine`: waiting for this person's vote, or asked for by them. */
  show: z.enum(["all", "mine", "waiting"]).default("all"),
  ...paging(25, 100),
});
export type GateFilter = z.output<typeof GateFilter>;

export const NoFilter = z.object({});

export const SeedPolicies = z.strictObject({});
