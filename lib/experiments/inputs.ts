import { z } from "zod";

import { moment } from "@/lib/calendar";
import { lifecycles, loggedModelStatuses, runStatuses } from "@/lib/experiments/rules";
import { isPoint } from "@/lib/experiments/runs/batch";
import {
  columnIds,
  columnOf,
  columnsAtMost,
  orderClause,
  runAttributes,
} from "@/lib/experiments/runs/run-columns";
import { isInt64, type Int64 } from "@/lib/int64";
import { longList } from "@/lib/long-list";
import { directed, directions, paging } from "@/lib/paging";

/** NaN and the infinities are values a metric may take. */
const double = z.custom<number>((value) => typeof value === "number", "Not a number.");
const int64 = z.custom<Int64>(isInt64, "Not a whole number of 64 bits.");
const pair = z.object({ key: z.string().min(1), value: z.string().default("") });
const pairs = z.array(pair).default([]);
/** Each id is a parameter of the query, and those are limited. */
const experimentIds = z.array(z.string()).max(10_000).default([]);
const runId = z.string().min(1);
const experimentId = z.string().min(1);
const modelId = z.string().min(1);
const view = z.enum(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"]).default("ACTIVE_ONLY");
const orderBy = z.array(z.string()).default([]);

export type View = z.output<typeof view>;

export const createExperimentInput = z.object({
  name: z.string().min(1),
  artifactLocation: z.string().default(""),
  tags: pairs,
});
export const experimentIdInput = z.object({ experimentId });
export const renameExperimentInput = z.object({ experimentId, name: z.string().min(1) });
export const setExperimentTagInput = z.object({ experimentId, ...pair.shape });
export const deleteExperimentTagInput = z.object({ experimentId, key: z.string().min(1) });

export const createRunInput = z.object({
  experimentId: z.string().default("0"),
  name: z.string().optional(),
  mlflowUser: z.string().default(""),
  startTime: moment.optional(),
  tags: pairs,
});
export const updateRunInput = z.object({
  runId,
  status: z.enum(runStatuses).optional(),
  endTime: moment.optional(),
  name: z.string().optional(),
});
export const runIdInput = z.object({ runId });
export const deleteRunTagInput = z.object({ runId, key: z.string().min(1) });

const point = z.object({
  key: z.string().min(1),
  value: double,
  timestamp: int64,
  step: int64.default(0),
  modelId: z.string().optional(),
  datasetName: z.string().optional(),
  datasetDigest: z.string().optional(),
});

export const logBatchInput = z.object({
  runId,
  metrics: longList((given) => (isPoint(given) ? given : undefined), point).default([]),
  params: pairs,
  tags: pairs,
  /** One thing logged by itself: faults then name no position. */
  single: z.boolean().default(false),
});

const modelAt = z.object({ modelId, step: int64.default(0) });

export const logInputsInput = z.object({
  runId,
  datasets: z
    .array(
      z.object({
        name: z.string().min(1),
        digest: z.string().min(1),
        sourceType: z.string().default(""),
        source: z.string().default(""),
        schema: z.string().optional(),
        profile: z.string().optional(),
        tags: pairs,
      }),
    )
    .max(1000)
    .default([]),
  models: z.array(z.object({ modelId })).max(1000).default([]),
});
export const logOutputsInput = z.object({ runId, models: z.array(modelAt).max(1000) });
export const recordRunModelInput = z.object({ runId, model: z.record(z.string(), z.unknown()) });

export const createLoggedModelInput = z.object({
  experimentId,
  name: z.string().optional(),
  modelType: z.string().default(""),
  sourceRunId: z.string().optional(),
  params: pairs,
  tags: pairs,
});
export const loggedModelIdInput = z.object({ modelId });
export const finalizeLoggedModelInput = z.object({ modelId, status: z.enum(loggedModelStatuses) });
export const loggedModelPairsInput = z.object({ modelId, pairs });
export const deleteLoggedModelTagInput = z.object({ modelId, key: z.string().min(1) });

export const searchRunsInput = z.object({
  experimentIds,
  filter: z.string().default(""),
  orderBy,
  limit: z.number().int().min(1).max(50_000).default(1000),
  cursor: z.string().default(""),
  viewType: view,
});
export type SearchRuns = z.input<typeof searchRunsInput>;

export const searchExperimentsInput = z.object({
  filter: z.string().default(""),
  orderBy,
  limit: z.number().int().min(1).max(50_000).default(1000),
  cursor: z.string().default(""),
  viewType: view,
});

export const searchLoggedModelsInput = z.object({
  experimentIds,
  filter: z.string().default(""),
  datasets: z
    .array(z.object({ name: z.string().min(1), digest: z.string().optional() }))
    .default([]),
  orderBy: z
    .array(
      z.object({
        field: z.string().min(1),
        ascending: z.boolean().default(true),
        datasetName: z.string().optional(),
        datasetDigest: z.string().optional(),
      }),
    )
    .default([]),
  limit: z.number().int().min(1).max(1000).default(50),
  cursor: z.string().default(""),
});

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

export const curveAxes = ["step", "time"] as const;
export const curveScales = ["linear", "log"] as const;

/**
 * `key`: one metric. `points`: about how many per curve. `axis`: along what they are thinned and averaged. `smoothing`:
 * the weight of the moving average over all that was logged. `scale`: a logarithm has no place for zero and below.
 */
export const curvesInput = z.object({
  runs: ids,
  key: z.string().min(1).max(250),
  points: z.coerce.number().int().min(8).max(5000).default(320),
  axis: z.enum(curveAxes).default("step"),
  smoothing: z.coerce.number().min(0).max(0.999).default(0),
  scale: z.enum(curveScales).default("linear"),
});
export type CurvesInput = z.output<typeof curvesInput>;

/** `baseline`: the run that differences are against; the first one when it is not named. */
export const comparisonInput = z.object({ runs: ids, baseline: z.string().max(256).optional() });
export type ComparisonInput = z.output<typeof comparisonInput>;

const lifecycle = z.enum(lifecycles).default("active");

/** `q` looks in names and tag values. */
export const experimentsInput = z
  .object({
    q: z.string().trim().max(500).default(""),
    sort: z.enum(["activity", "name", "created", "runs"]).default("activity"),
    direction: z.enum(directions).optional(),
    lifecycle,
    ...paging(50, 200),
  })
  .transform(directed({ activity: "desc", name: "asc", created: "desc", runs: "desc" }));
export type ExperimentsInput = z.output<typeof experimentsInput>;

const keyed = "metrics.<key>, params.<key> or tags.<key>";
const columnNames = [...Object.keys(runAttributes), keyed].join(", ");

const runSort = z
  .string()
  .max(300)
  .refine(
    (id) => orderClause(id, "asc") !== null,
    `Runs are sorted by run_name, status, start_time, ${keyed}.`,
  );
const runColumnList = z
  .string()
  .max(20_000)
  .refine(
    (list) => columnIds(list).every((id) => columnOf(id) !== null),
    `Name columns by commas, each one of ${columnNames}.`,
  )
  .refine(
    (list) => columnIds(list).length <= columnsAtMost,
    `Name at most ${columnsAtMost} columns.`,
  );
const chartColumn = z
  .string()
  .max(300)
  .refine((id) => columnOf(id)?.kind === "metric", "Name a metric: metrics.<key>.");

const listedRuns = z.object({
  experimentId: z.string().min(1).max(64),
  filter: z.string().max(20_000).default(""),
  sort: runSort.default("start_time"),
  direction: z.enum(directions).default("desc"),
  lifecycle,
  columns: runColumnList.optional(),
});

/** `filter` in the search grammar; `sort` and `columns` by names such as `metrics.auc`. */
export const runsInput = listedRuns.extend(paging(50, 200));
/** The same with a metric to draw over the runs, by its column. */
export const runsPageInput = runsInput.extend({ chart: chartColumn.optional() });
export type RunsInput = z.output<typeof runsPageInput>;
export const exportRunsInput = listedRuns;
export type ExportRuns = z.output<typeof exportRunsInput>;

export const oneRunInput = z.object({ runId: z.string().min(1).max(256) });
export const oneExperimentInput = z.object({ experimentId: z.string().min(1).max(64) });
