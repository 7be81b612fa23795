import { mlflowTags } from "@/lib/experiments/mlflow-tags";

const places: readonly (readonly [label: string, ...tags: string[]])[] = [
  ["Commit", mlflowTags.commit],
  ["Branch", mlflowTags.branch, mlflowTags.oldBranch],
  ["Uncommitted changes", mlflowTags.dirty],
  ["Repository", mlflowTags.repository, mlflowTags.oldRepository],
  ["Source", mlflowTags.source],
  ["Source type", mlflowTags.sourceType],
  ["Entry point", mlflowTags.entryPoint],
  ["Backend", mlflowTags.backend],
  ["Client user", mlflowTags.user],
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
