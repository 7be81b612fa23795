/** The tags that MLflow's clients write and read themselves, by what they hold. */
export const mlflowTags = {
  runName: "mlflow.runName",
  note: "mlflow.note.content",
  user: "mlflow.user",
  parentRun: "mlflow.parentRunId",
  commit: "mlflow.source.git.commit",
  branch: "mlflow.source.git.branch",
  oldBranch: "mlflow.gitBranchName",
  dirty: "mlflow.source.git.dirty",
  repository: "mlflow.source.git.repoURL",
  oldRepository: "mlflow.gitRepoURL",
  source: "mlflow.source.name",
  sourceType: "mlflow.source.type",
  entryPoint: "mlflow.project.entryPoint",
  backend: "mlflow.project.backend",
  dataContext: "mlflow.data.context",
  modelHistory: "mlflow.log-model.history",
  modelVersions: "mlflow.modelVersions",
  prompt: "mlflow.prompt.is_prompt",
} as const;

/** Whether people set it, not MLflow for itself. */
export function isOwnTag(key: string): boolean {
  return !key.startsWith("mlflow.");
}
