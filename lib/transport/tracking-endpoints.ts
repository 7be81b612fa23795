import {
  createExperimentInput,
  experimentIdInput,
  renameExperimentInput,
  runIdInput,
  updateRunInput,
} from "@/lib/experiments/inputs";
import {
  comparisonInput,
  curvesInput,
  experimentsInput,
  exportRunsInput,
  oneExperimentInput,
  oneRunInput,
  runsInput,
} from "@/lib/experiments/screen-inputs";
import type { Endpoint } from "@/lib/transport/endpoint";

export const trackingEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/api/v1/experiments",
    says: "List experiments with their run counts",
    input: experimentsInput,
  },
  {
    method: "POST",
    path: "/api/v1/experiments",
    says: "Create an experiment",
    input: createExperimentInput,
    status: 201,
  },
  {
    method: "GET",
    path: "/api/v1/experiments/{experimentId}",
    says: "Read an experiment with the numbers of its runs",
    input: oneExperimentInput,
  },
  {
    method: "PATCH",
    path: "/api/v1/experiments/{experimentId}",
    says: "Rename an experiment",
    input: renameExperimentInput,
  },
  {
    method: "DELETE",
    path: "/api/v1/experiments/{experimentId}",
    says: "Delete an experiment and its runs; they can be restored",
    input: experimentIdInput,
  },
  {
    method: "POST",
    path: "/api/v1/experiments/{experimentId}/restore",
    says: "Restore a deleted experiment",
    input: experimentIdInput,
  },
  {
    method: "GET",
    path: "/api/v1/experiments/{experimentId}/keys",
    says: "List the metric, param and tag keys of an experiment",
    input: oneExperimentInput,
  },
  {
    method: "GET",
    path: "/api/v1/runs",
    says: "List an experiment's runs by filter, order and columns",
    input: runsInput,
  },
  {
    method: "GET",
    path: "/api/v1/runs/export.csv",
    says: "Export every run that matches as CSV",
    input: exportRunsInput,
    answers: "text/csv",
  },
  {
    method: "GET",
    path: "/api/v1/runs/curves",
    says: "Read the history of one metric over up to 20 runs, thinned without losing extremes",
    input: curvesInput,
  },
  {
    method: "GET",
    path: "/api/v1/runs/compare",
    says: "Compare up to 20 runs, differences first",
    input: comparisonInput,
  },
  {
    method: "GET",
    path: "/api/v1/runs/compare.csv",
    says: "Export a comparison as CSV",
    input: comparisonInput,
    answers: "text/csv",
  },
  {
    method: "GET",
    path: "/api/v1/runs/{runId}",
    says: "Read a run with its params, latest metrics, tags and datasets",
    input: oneRunInput,
  },
  {
    method: "PATCH",
    path: "/api/v1/runs/{runId}",
    says: "Rename a run or set its status and end",
    input: updateRunInput,
  },
  {
    method: "DELETE",
    path: "/api/v1/runs/{runId}",
    says: "Delete a run; it can be restored",
    input: runIdInput,
  },
  {
    method: "POST",
    path: "/api/v1/runs/{runId}/restore",
    says: "Restore a deleted run",
    input: runIdInput,
  },
];
