import { z } from "zod";

import { textUpTo } from "@/lib/characters";
import { directed, directions, paging } from "@/lib/paging";
import { readableName } from "@/lib/readable-name";
import {
  metricDirections,
  questions,
  stages,
  modelTiers,
  type QuestionId,
  type TierAnswers,
} from "@/lib/registry/rules";

export const ModelName = textUpTo(256)
  .min(1)
  .refine((name) => name.trim() !== "", "Registered model name cannot be empty.")
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  .refine((name) => !/[\u0000-\u001f\u007f]/.test(name), "A name cannot hold control characters.");

/** The name that a model is given: as people read it, and one that an address can hold. */
const NewModelName = ModelName.transform(readableName)
  .refine((name) => name !== "", "Registered model name cannot be empty.")
  .refine(
    (name) => name !== "." && name !== "..",
    "A model cannot be called . or .. because no address leads there.",
  )
  // `models:/a/b/1` and `models:/a:b` name nothing that a client could load, and MLflow refuses them too
  .refine((name) => !/[/:]/.test(name), {
    error: ({ input }) => `Invalid model name '${String(input)}'. Names cannot contain '/' or ':'.`,
  });

/** As z.record, which passes over a name that every object has a setter for. */
function recordOf(key: z.ZodType<string>, value: z.ZodType<string>) {
  return z
    .preprocess(entriesOf, z.array(z.tuple([key, value])))
    .transform((entries): Record<string, string> => Object.fromEntries(entries))
    .meta({ type: "object", additionalProperties: { type: "string" } });
}

function entriesOf(given: unknown): unknown {
  return typeof given === "object" && given !== null && !Array.isArray(given)
    ? Object.entries(given)
    : null;
}

export const VersionNumber = z.coerce.number().int().min(1).max(2_147_483_647);

export const TagKey = textUpTo(250).min(1);
export const TagValue = textUpTo(100_000);
const Tags = recordOf(TagKey, TagValue);
const Description = textUpTo(100_000);

const Model = z.object({ name: ModelName });
const Version = z.object({ name: ModelName, version: VersionNumber });

export const CreateModel = Model.extend({
  name: NewModelName,
  description: Description.optional(),
  purpose: z.string().max(2000).optional(),
  tags: Tags.optional(),
});
export const RenameModel = Model.extend({ newName: NewModelName });
export const DeleteModel = Model;
export const SetModelTag = Model.extend({ key: TagKey, value: TagValue });
export const DeleteModelTag = Model.extend({ key: TagKey });

/** Any subset: what is left out stays. An empty `primaryMetric` or `ownerId` clears it. */
export const DescribeModel = Model.extend({
  description: Description.optional(),
  purpose: z.string().trim().max(2000).optional(),
  ownerId: z.union([z.literal(""), z.uuid()]).optional(),
  consumers: z
    .union([z.string().transform(splitList), z.array(z.string())])
    .pipe(z.array(z.string().trim().min(1).max(200)).max(100))
    .optional(),
  primaryMetric: z.string().trim().max(250).optional(),
  metricDirection: z.enum(metricDirections).optional(),
  metricLimit: z
    .union([z.literal("").transform(() => null), z.coerce.number(), z.null()])
    .pipe(z.number("Enter a number.").nullable())
    .optional(),
});

function splitList(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

const answer = (id: QuestionId) => {
  const question = questions.find((one) => one.id === id);
  const values: readonly string[] = question?.answers.map(({ value }) => value) ?? [];
  return z.enum(values, `Choose one of: ${values.join(", ")}.`);
};

export const ClassifyModel = Model.extend({
  reach: answer("reach"),
  autonomy: answer("autonomy"),
  use: answer("use"),
  harm: answer("harm"),
}).transform(({ name, reach, autonomy, use, harm }) => {
  const answers: TierAnswers = { reach, autonomy, use, harm };
  return { name, answers };
});

export const CreateVersion = Model.extend({
  source: z.string().min(1).max(65_535),
  runId: z.string().max(256).optional(),
  runLink: z.string().max(65_535).optional(),
  loggedModelId: z.string().max(256).optional(),
  description: Description.optional(),
  tags: Tags.optional(),
  /** Registers the model first where none has this name. */
  makeModel: z.boolean().optional(),
});
export const DescribeVersion = Version.extend({ description: Description });
export const DeleteVersion = Version;
export const SetVersionTag = Version.extend({ key: TagKey, value: TagValue });
export const DeleteVersionTag = Version.extend({ key: TagKey });

export const OneModel = Model;
export const OneVersion = Version;

export const ListVersions = Model.extend(paging(100, 1000));
export type ListVersions = z.output<typeof ListVersions>;

export const ListModels = z
  .object({
    q: z.string().trim().max(256).default(""),
    stage: z.enum(stages).optional(),
    tier: z.enum(modelTiers).optional(),
    sort: z.enum(["name", "updated", "tier"]).default("name"),
    direction: z.enum(directions).optional(),
    ...paging(50, 200),
  })
  .transform(directed({ name: "asc", updated: "desc", tier: "desc" }));
export type ListModels = z.output<typeof ListModels>;
