import { z } from "zod";

import {
  created,
  done,
  get,
  moment,
  pageOf,
  patch,
  post,
  remove,
  texts,
  values,
} from "@/lib/endpoint";
import { aboutVersion } from "@/lib/evidence/inputs";
import {
  ClassifyModel,
  CreateModel,
  CreateVersion,
  DeleteModel,
  DeleteVersion,
  DescribeModel,
  DescribeVersion,
  ListModels,
  ListVersions,
  OneModel,
  OneVersion,
  RenameModel,
} from "@/lib/registry/inputs";
import { metricDirections, stageChangeCauses, stages, tiers } from "@/lib/registry/rules";

const id = z.uuid();
const Stage = z.enum(stages).meta({ id: "Stage" });
const Tier = z.enum(tiers).nullable().meta({ id: "Tier", description: "Null: not classified." });
const number = z.int();

const Model = z
  .strictObject({
    id,
    name: z.string(),
    description: z.string(),
    purpose: z.string(),
    owner: z.strictObject({ id, name: z.string() }).nullable(),
    consumers: z.array(z.string()),
    tier: Tier,
    tierAnswers: texts.nullable(),
    primaryMetric: z.string().nullable(),
    metricDirection: z.enum(metricDirections).nullable(),
    metricLimit: z.number().nullable(),
    tags: texts,
    aliases: z.record(z.string(), number).meta({ description: "The version of each alias." }),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "Model" });

const ModelLine = z
  .strictObject({
    id,
    name: z.string(),
    purpose: z.string(),
    tier: Tier,
    ownerName: z.string(),
    updatedAt: moment,
    versions: z.int(),
    latest: z.strictObject({ version: number, stage: Stage }).nullable(),
    champion: number.nullable().meta({ description: "Where the alias champion points." }),
    serving: number.nullable().meta({ description: "What is in production." }),
    openGates: z.int(),
  })
  .meta({ id: "ModelLine" });

const Version = z
  .strictObject({
    model: z.string(),
    version: number,
    stage: Stage,
    stageSince: moment,
    aliases: z.array(z.string()),
    description: z.string(),
    source: z.string(),
    runId: z.string().nullable(),
    loggedModelId: z.string().nullable(),
    tags: texts,
    createdAt: moment,
    updatedAt: moment,
    createdBy: z.string(),
    damage: z.string().nullable().meta({
      description: "Which of its files on disk are not as they were uploaded; null where all are.",
    }),
    damagedAt: moment.nullable(),
  })
  .meta({ id: "Version" });

const Columns = z.array(
  z.strictObject({ name: z.string().nullable(), type: z.string(), required: z.boolean() }),
);

const VersionDetail = Version.extend({
  artifact: z.strictObject({
    digest: z.string().nullable().meta({
      description:
        "SHA-256 of the lines `<sha256>  <path>` of all files. Null where there is none.",
    }),
    files: z.array(z.strictObject({ path: z.string(), size: z.int(), sha256: z.string() })),
  }),
  flavors: z.array(z.string()),
  signature: z.strictObject({ inputs: Columns, outputs: Columns, params: Columns }).nullable(),
  lineage: z
    .strictObject({
      dataset_digest: z.string().nullable(),
      commit: z.string().nullable(),
      params: z.int(),
      environment: z.string().nullable(),
      artifact_digest: z.string().nullable(),
      complete: z.boolean(),
      missing: z.array(z.string()),
    })
    .meta({ id: "Lineage" }),
  stageChanges: z
    .array(
      z
        .strictObject({
          at: moment,
          from: Stage,
          to: Stage,
          cause: z.enum(stageChangeCauses),
          gateId: id.nullable(),
          reason: z.string(),
          by: z.string(),
        })
        .meta({ id: "StageChange" }),
    )
    .meta({ description: "Newest first; of more than 200 the newest." }),
}).meta({ id: "VersionDetail" });

const EvidenceRecord = z
  .strictObject({
    id,
    subject: z.string(),
    kind: z.string(),
    digest: z.string().meta({ description: "SHA-256 of the content's canonical JSON." }),
    source: z.string(),
    measuredAt: moment,
    expiresAt: moment.nullable(),
    recordedAt: moment,
    authorId: id.nullable(),
    authorName: z.string(),
    content: values,
  })
  .meta({ id: "EvidenceRecord" });

const oneVersion = "models/{name}/versions/{version}";

export const registryEndpoints = {
  listModels: get("models", "List models with what serves and what waits", {
    input: ListModels,
    answer: pageOf({ models: z.array(ModelLine) }),
  }),
  createModel: post("models", "Register a model", {
    input: CreateModel,
    answer: Model,
    status: created,
  }),
  getModel: get("models/{name}", "Read one model", { input: OneModel, answer: Model }),
  describeModel: patch("models/{name}", "Change what is said about a model", {
    input: DescribeModel,
    answer: Model,
  }),
  deleteModel: remove("models/{name}", "Delete a model and its versions", {
    input: DeleteModel,
    answer: done,
  }),
  classifyModel: post("models/{name}/classify", "Set the risk tier from the questionnaire", {
    input: ClassifyModel,
    answer: Model,
  }),
  renameModel: post("models/{name}/rename", "Rename a model", {
    input: RenameModel,
    answer: Model,
  }),
  listVersions: get("models/{name}/versions", "List a model's versions, newest first", {
    input: ListVersions,
    answer: pageOf({ versions: z.array(Version) }),
  }),
  createVersion: post("models/{name}/versions", "Register a version", {
    input: CreateVersion,
    answer: Version,
    status: created,
  }),
  getVersion: get(oneVersion, "Read one version with files, signature, lineage and stage changes", {
    input: OneVersion,
    answer: VersionDetail,
  }),
  describeVersion: patch(oneVersion, "Replace a version's description", {
    input: DescribeVersion,
    answer: Version,
  }),
  deleteVersion: remove(oneVersion, "Delete a version and its aliases", {
    input: DeleteVersion,
    answer: done,
  }),
  listEvidence: get(
    `${oneVersion}/evidence`,
    "List the evidence on record about a version, newest first",
    { input: OneVersion, answer: z.strictObject({ evidence: z.array(EvidenceRecord) }) },
  ),
  attachEvidence: post(
    `${oneVersion}/evidence`,
    "Put evidence about a version on record; checks read it as records.<kind>",
    {
      input: aboutVersion,
      answer: EvidenceRecord.pick({ id: true, digest: true }),
      status: created,
    },
  ),
};
