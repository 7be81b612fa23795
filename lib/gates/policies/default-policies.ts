import type { PolicyTier, PolicyCheck, PolicyContent } from "@/lib/gates/rules";
import type { Stage } from "@/lib/registry/rules";

type Level = PolicyCheck["level"];

const runFinished = (level: Level): PolicyCheck => ({
  id: "run-finished",
  title: "The training run finished",
  level,
  expression: 'run.status == "FINISHED"',
  value: "run.status",
  limit: "FINISHED",
  remedy: "Register the version from a run that ended with status FINISHED.",
});

const artifactStored = (level: Level): PolicyCheck => ({
  id: "artifact-stored",
  title: "The model files are stored here and hashed",
  level,
  expression: 'artifact.digest != "" && artifact.files > 0',
  value: "artifact.files",
  limit: "at least 1 file",
  remedy: "Log the model with mlflow.<flavour>.log_model so that its files are uploaded.",
});

const lineageComplete = (level: Level): PolicyCheck => ({
  id: "lineage-complete",
  title: "Lineage is complete",
  level,
  expression: "lineage.complete",
  value: "lineage.missing",
  limit: "nothing missing",
  remedy:
    "Log what is missing in the training run: the dataset (mlflow.log_input), the commit, the params, the environment, the model files.",
});

const signaturePresent = (level: Level): PolicyCheck => ({
  id: "signature-present",
  title: "The model declares its inputs and outputs",
  level,
  expression: "signature.present && signature.inputs > 0",
  value: 'signature.present ? "declared" : "none"',
  limit: "declared",
  remedy: "Pass signature= or input_example= to log_model.",
});

const noPickle = (level: Level): PolicyCheck => ({
  id: "no-pickle",
  title: "No pickled files",
  level,
  expression: "size(artifact.pickled_files) == 0",
  value: "artifact.pickled_files",
  limit: "no pickled files",
  remedy: "A pickled file runs code when loaded. Save as ONNX, skops or the library's own format.",
});

const ownerNamed = (level: Level): PolicyCheck => ({
  id: "owner-named",
  title: "The model has an owner",
  level,
  expression: 'model.owner != ""',
  value: "model.owner",
  limit: "a named person",
  remedy: "Set the owner on the model's page.",
});

const metricWithinLimit = (level: Level): PolicyCheck => ({
  id: "metric-within-limit",
  title: "The primary metric is within its limit",
  level,
  expression: "at_least_as_good(primary_metric(), primary_limit())",
  value: "primary_metric()",
  limit: "bound(primary_limit())",
  remedy: "Declare the primary metric and its limit on the model's page, and log it in the run.",
});

const metricMeasured = (level: Level): PolicyCheck => ({
  id: "metric-measured",
  title: "The primary metric was measured",
  level,
  expression: "has_metric(model.primary_metric.name)",
  value: "primary_metric()",
  limit: "a number",
  remedy: "Declare the primary metric on the model's page, and log it in the run.",
});

const notWorse = (level: Level): PolicyCheck => ({
  id: "not-worse-than-serving",
  title: "Not worse than the version that serves",
  level,
  expression: "!serving.present || at_least_as_good(primary_metric(), serving_metric())",
  value: "primary_metric()",
  limit: 'serving.present ? bound(serving_metric()) : "none: no other version serves"',
  remedy: "Improve the model, or show on the same data that the version that serves is no better.",
});

const parityHolds = (level: Level): PolicyCheck => ({
  id: "demographic-parity",
  title: "Groups are selected at similar rates",
  level,
  expression:
    'metric("demographic_parity_difference") <= 0.1 && metric("demographic_parity_difference") >= -0.1',
  value: 'metric("demographic_parity_difference")',
  limit: "at most 0.1 either way",
  remedy:
    "Log demographic_parity_difference (the largest difference of selection rates between groups) in the training run.",
});

const notServing: PolicyCheck = {
  id: "not-serving",
  title: "It is not the version that serves",
  level: "should",
  expression: 'version.stage != "production"',
  value: "version.stage",
  limit: "not production",
  remedy:
    "Promote its successor first, or accept that the model then has no version in production.",
};

/** The stages a gate can guard; entering experimental needs none. */
export const guardedStages = ["staging", "production", "retired"] as const;
export type GuardedStage = (typeof guardedStages)[number];

/** What a new workspace starts with. Policies are data: each gate keeps the revision it was opened under. */
export const defaultPolicies: Record<PolicyTier, Record<GuardedStage, PolicyContent>> = {
  unclassified: {
    staging: {
      checks: [runFinished("should"), artifactStored("should"), lineageComplete("should")],
      quorum: { validation_reviewer: 1 },
      directChanges: "allow",
    },
    production: {
      checks: [
        runFinished("must"),
        artifactStored("must"),
        ownerNamed("should"),
        lineageComplete("should"),
        noPickle("should"),
      ],
      quorum: { validation_reviewer: 1 },
      directChanges: "allow",
    },
    retired: { checks: [notServing], quorum: { business_reviewer: 1 }, directChanges: "allow" },
  },
  low: {
    staging: {
      checks: [
        runFinished("must"),
        artifactStored("must"),
        metricMeasured("should"),
        lineageComplete("should"),
        noPickle("should"),
      ],
      quorum: { validation_reviewer: 1 },
      directChanges: "allow",
    },
    production: {
      checks: [
        runFinished("must"),
        artifactStored("must"),
        metricMeasured("must"),
        notWorse("should"),
        signaturePresent("should"),
        lineageComplete("should"),
        ownerNamed("should"),
        noPickle("should"),
      ],
      quorum: { validation_reviewer: 1 },
      directChanges: "refuse",
    },
    retired: { checks: [notServing], quorum: { business_reviewer: 1 }, directChanges: "refuse" },
  },
  moderate: {
    staging: {
      checks: [
        runFinished("must"),
        artifactStored("must"),
        metricMeasured("must"),
        lineageComplete("should"),
        signaturePresent("should"),
        noPickle("should"),
      ],
      quorum: { validation_reviewer: 1 },
      directChanges: "refuse",
    },
    production: {
      checks: [
        runFinished("must"),
        artifactStored("must"),
        metricWithinLimit("must"),
        notWorse("must"),
        lineageComplete("must"),
        signaturePresent("must"),
        ownerNamed("must"),
        noPickle("should"),
      ],
      quorum: { validation_reviewer: 1, business_reviewer: 1 },
      directChanges: "refuse",
    },
    retired: { checks: [notServing], quorum: { business_reviewer: 1 }, directChanges: "refuse" },
  },
  high: {
    staging: {
      checks: [
        runFinished("must"),
        artifactStored("must"),
        metricMeasured("must"),
        lineageComplete("must"),
        signaturePresent("must"),
        parityHolds("should"),
        noPickle("should"),
      ],
      quorum: { validation_reviewer: 1, risk_reviewer: 1 },
      directChanges: "refuse",
    },
    production: {
      checks: [
        runFinished("must"),
        artifactStored("must"),
        metricWithinLimit("must"),
        notWorse("must"),
        parityHolds("must"),
        lineageComplete("must"),
        signaturePresent("must"),
        ownerNamed("must"),
        noPickle("should"),
      ],
      quorum: { validation_reviewer: 1, risk_reviewer: 1, business_reviewer: 1 },
      directChanges: "refuse",
    },
    retired: {
      checks: [notServing],
      quorum: { risk_reviewer: 1, business_reviewer: 1 },
      directChanges: "refuse",
    },
  },
};

export function isGuarded(stage: Stage): stage is GuardedStage {
  return stage !== "experimental";
}
