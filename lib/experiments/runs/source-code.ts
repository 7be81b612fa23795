const places: readonly (readonly [label: string, ...tags: string[]])[] = [
  ["Commit", "mlflow.source.git.commit"],
  ["Branch", "mlflow.source.git.branch", "mlflow.gitBranchName"],
  ["Uncommitted changes", "mlflow.source.git.dirty"],
  ["Repository", "mlflow.source.git.repoURL", "mlflow.gitRepoURL"],
  ["Source", "mlflow.source.name"],
  ["Source type", "mlflow.source.type"],
  ["Entry point", "mlflow.project.entryPoint"],
  ["Backend", "mlflow.project.backend"],
  ["Client user", "mlflow.user"],
];

/** Where a run's code came from, by what clients record in its tags. */
export function sourceCodeOf(tags: Readonly<Record<string, string>>): Record<string, string> {
  const code: Record<string, string> = {};
  for (const [label, ...keys] of places) {
    const value = keys.map((key) => tags[key]).find((text) => text !== undefined && text !== "");
    if (value !== undefined) code[label] = value;
  }
  return code;
}
