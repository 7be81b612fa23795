import { z } from "zod";

/** Ids given once with commas, or repeated. */
const ids = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [
    ...new Set(
      [value]
        .flat()
        .flatMap((part) => part.split(","))
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    ),
  ])
  .pipe(
    z.array(z.string().max(256)).min(1, "Name at least one run.").max(20, "Name at most 20 runs."),
  );

/** `key`: one metric. `points`: about how many per curve. */
export const curvesInput = z.object({
  runs: ids,
  key: z.string().min(1).max(250),
  points: z.coerce.number().int().min(8).max(5000).default(320),
});
export type CurvesInput = z.output<typeof curvesInput>;

/** `baseline`: the run that differences are against; the first one when it is not named. */
export const comparisonInput = z.object({ runs: ids, baseline: z.string().max(256).optional() });
export type ComparisonInput = z.output<typeof comparisonInput>;

export const experimentSorts = ["activity", "name", "created", "runs"] as const;
const lifecycle = z.enum(["active", "deleted"]).default("active");
const direction = z.enum(["asc", "desc"]).default("desc");
const cursor = z.string().max(4000).optional();

/** `q` looks in names and tag values. `after` and `before` take the page's `next` and `previous`. */
export const experimentsInput = z.object({
  q: z.string().max(500).default(""),
  sort: z.enum(experimentSorts).default("activity"),
  direction,
  lifecycle,
  after: cursor,
  before: cursor,
});

const runs = z.object({
  experimentId: z.string().min(1).max(64),
  filter: z.string().max(20_000).default(""),
  sort: z.string().max(300).default("start_time"),
  direction,
  lifecycle,
  columns: z.string().max(20_000).optional(),
});

/** `filter` in the search grammar; `sort` and `columns` by names such as `metrics.auc`. */
export const runsInput = runs.extend({ after: cursor, before: cursor });
export const exportRunsInput = runs;
export type ExportRuns = z.output<typeof exportRunsInput>;

export const oneRunInput = z.object({ runId: z.string().min(1).max(256) });
export const oneExperimentInput = z.object({ experimentId: z.string().min(1).max(64) });
