import { z } from "zod";

import {
  created,
  Cursor,
  done,
  get,
  moment,
  NamedNumber,
  pageOf,
  patch,
  post,
  remove,
  texts,
} from "@/lib/endpoint";
import { directions } from "@/lib/experiments/comparison/comparison";
import {
  comparisonInput,
  createExperimentInput,
  curvesInput,
  experimentIdInput,
  experimentsInput,
  exportRunsInput,
  oneExperimentInput,
  oneRunInput,
  renameExperimentInput,
  runIdInput,
  runsInput,
  updateRunInput,
} from "@/lib/experiments/inputs";
import { lifecycles, runModelDirections, runStatuses } from "@/lib/experiments/rules";

const text = z.string();
const Lifecycle = z.enum(lifecycles);
const Status = z.enum(runStatuses).meta({ id: "RunStatus" });
/** As clients logged it, which may be more than a JavaScript integer holds. */
const step = z.number();
const milliseconds = z.number().meta({ description: "Unix milliseconds." });

const Experiment = z
  .strictObject({
    id: text,
    name: text,
    lifecycle: Lifecycle,
    description: text,
    tags: texts,
    createdAt: moment,
    createdByName: text,
    activeRuns: z.int(),
    deletedRuns: z.int(),
    lastStartTime: milliseconds.nullable(),
  })
  .meta({ id: "Experiment" });

const ExperimentLine = z
  .strictObject({
    id: text,
    name: text,
    lifecycle: Lifecycle,
    runs: z.int(),
    lastStartTime: milliseconds.nullable(),
    createdAt: moment,
    createdByName: text,
    tags: texts,
  })
  .meta({ id: "ExperimentLine" });

const Run = z
  .strictObject({
    id: text,
    experimentId: text,
    name: text,
    status: Status,
    lifecycle: Lifecycle,
    mlflowUser: text,
    startTime: milliseconds,
    endTime: milliseconds.nullable(),
    artifactUri: text,
    authorId: z.uuid().nullable(),
    authorName: text,
    createdAt: moment,
    updatedAt: moment,
    params: texts,
    tags: texts,
    metrics: z
      .array(z.strictObject({ key: text, value: NamedNumber, step, timestamp: milliseconds }))
      .meta({ description: "The latest point of each metric." }),
    datasets: z.array(
      z.strictObject({
        name: text,
        digest: text,
        sourceType: text,
        source: text,
        schema: text.nullable(),
        profile: text.nullable(),
        tags: texts,
      }),
    ),
    models: z
      .array(z.strictObject({ direction: z.enum(runModelDirections), modelId: text, step }))
      .meta({ description: "Logged models that the run read or made." }),
  })
  .meta({ id: "Run" });

const RunLine = z
  .strictObject({
    id: text,
    name: text,
    status: Status,
    lifecycle: Lifecycle,
    startTime: milliseconds,
    endTime: milliseconds.nullable(),
    authorName: text,
    parentId: text.nullable(),
    commit: text.nullable(),
    datasets: z.array(text),
    metrics: z.record(text, NamedNumber),
    params: texts,
    tags: texts,
  })
  .meta({ id: "RunLine" });

const Curve = z
  .strictObject({
    runId: text,
    key: text,
    logged: z.int().meta({ description: "How many points there are, before thinning." }),
    steps: z.int().meta({ description: "How many different steps they were logged at." }),
    notFinite: z.int().meta({ description: "How many of them are not finite numbers." }),
    notPositive: z
      .int()
      .meta({ description: "On a logarithmic scale: how many are zero or below; else 0." }),
    points: z.array(z.strictObject({ step, timestamp: milliseconds, value: NamedNumber })).meta({
      description:
        "Of a curve that was thinned the first, last, lowest and highest of each stretch of the axis, and the first that cannot be drawn. With smoothing, of the moving average over all points.",
    }),
  })
  .meta({ id: "Curve" });

const TextRow = z
  .strictObject({ key: text, values: z.array(text.nullable()), differs: z.boolean() })
  .meta({ id: "TextRow" });

const MetricRow = z
  .strictObject({
    key: text,
    values: z.array(NamedNumber.nullable()),
    differs: z.boolean(),
    direction: z.enum(directions).nullable(),
    best: z.array(z.int()).meta({ description: "Places of the best values." }),
    deltas: z.array(z.number().nullable()).meta({ description: "From the baseline." }),
  })
  .meta({ id: "MetricRow" });

const Comparison = z
  .strictObject({
    runs: z.array(
      z.strictObject({
        id: text,
        name: text,
        status: Status,
        lifecycle: Lifecycle,
        experimentId: text,
        experimentName: text,
        authorName: text,
        startTime: milliseconds,
        endTime: milliseconds.nullable(),
      }),
    ),
    missing: z.array(text).meta({ description: "Asked for, and not in this workspace." }),
    baselineId: text,
    comparison: z.strictObject({
      metrics: z.array(MetricRow),
      params: z.array(TextRow),
      datasets: z.array(TextRow),
      code: z.array(TextRow),
      environment: z.array(TextRow),
      tags: z.array(TextRow),
    }),
    curveKeys: z.array(text).meta({ description: "The metrics that have a history to draw." }),
  })
  .meta({ id: "Comparison" });

const one = "experiments/{experimentId}";
const csv = { answer: z.string(), media: "text/csv" } as const;

export const experimentEndpoints = {
  list: get("experiments", "List experiments with their run counts", {
    input: experimentsInput,
    answer: pageOf({ experiments: z.array(ExperimentLine), previous: Cursor }),
  }),
  create: post("experiments", "Create an experiment", {
    input: createExperimentInput,
    answer: z.strictObject({ experimentId: text }),
    status: created,
  }),
  get: get(one, "Read one experiment", { input: oneExperimentInput, answer: Experiment }),
  rename: patch(one, "Rename an experiment", { input: renameExperimentInput, answer: done }),
  delete: remove(one, "Delete an experiment and its runs", {
    input: experimentIdInput,
    answer: done,
  }),
  restore: post(`${one}/restore`, "Bring an experiment back", {
    input: experimentIdInput,
    answer: done,
  }),
  keys: get(`${one}/keys`, "List the keys logged in it", {
    input: oneExperimentInput,
    answer: z
      .strictObject({ metric: z.array(text), param: z.array(text), tag: z.array(text) })
      .meta({ id: "ExperimentKeys" }),
  }),
};

export const runEndpoints = {
  list: get("runs", "List runs by filter, order and columns", {
    input: runsInput,
    answer: pageOf({
      runs: z.array(RunLine),
      columns: z.array(text),
      matching: z.int().meta({ description: "How many there are, counted up to 10,000." }),
      previous: Cursor,
    }),
  }),
  get: get("runs/{runId}", "Read one run", { input: oneRunInput, answer: Run }),
  update: patch("runs/{runId}", "Rename a run, or set its status and end", {
    input: updateRunInput,
    answer: done,
  }),
  delete: remove("runs/{runId}", "Delete a run", { input: runIdInput, answer: done }),
  restore: post("runs/{runId}/restore", "Bring a deleted run back", {
    input: runIdInput,
    answer: done,
  }),
  curves: get("runs/curves", "Read one metric's history over several runs", {
    input: curvesInput,
    answer: z.strictObject({ curves: z.array(Curve) }),
  }),
  compare: get("runs/compare", "Compare runs, differences first", {
    input: comparisonInput,
    answer: Comparison,
  }),
  compareCsv: get("runs/compare.csv", "The comparison as CSV", { input: comparisonInput, ...csv }),
  exportCsv: get("runs/export.csv", "Every matching run as CSV", {
    input: exportRunsInput,
    ...csv,
  }),
};
