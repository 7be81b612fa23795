/** The states of what is tracked, in MLflow's words. */

export const lifecycles = ["active", "deleted"] as const;
export type Lifecycle = (typeof lifecycles)[number];

export const runStatuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;
export type RunStatus = (typeof runStatuses)[number];

export const loggedModelStatuses = [
  "LOGGED_MODEL_PENDING",
  "LOGGED_MODEL_READY",
  "LOGGED_MODEL_UPLOAD_FAILED",
] as const;
export type LoggedModelStatus = (typeof loggedModelStatuses)[number];

/** What a run logs under a key. */
export const keyKinds = ["metric", "param", "tag"] as const;
export type KeyKind = (typeof keyKinds)[number];

/** Whether a run read a logged model or made it. */
export const runModelDirections = ["input", "output"] as const;
export type RunModelDirection = (typeof runModelDirections)[number];
