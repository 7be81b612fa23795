/** The pinned packages of a `requirements.txt`, by normalised name (PEP 503), with what follows the name. */
export function requirementsOf(text: string): Record<string, string> {
  const packages: Record<string, string> = {};
  for (const raw of text.split(/\r?\n/)) {
    const line = raw
      .replaceAll("\0", "")
      .replace(/(^|\s)#.*$/, "")
      .trim();
    if (line === "" || line.startsWith("-")) continue;
    const [requirement = ""] = line.split(";");
    const match = /^([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?\s*(.*)$/.exec(requirement.trim());
    if (!match?.[1]) continue;
    const version = (match[3] ?? "").replace(/^==\s*/, "").trim();
    packages[match[1].toLowerCase().replaceAll(/[-_.]+/g, "-")] = version || "any";
  }
  return packages;
}

export const environmentFiles = ["requirements.txt", "python_env.yaml", "conda.yaml"] as const;

/** Which files among a run's artifacts lock its environment, nearest to the root first. */
export function environmentPaths(paths: readonly string[]): string[] {
  return paths
    .filter((path) => environmentFiles.some((name) => path === name || path.endsWith(`/${name}`)))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.length - b.length || (a < b ? -1 : 1));
}

function rankOf(path: string): number {
  return environmentFiles.findIndex((name) => path === name || path.endsWith(`/${name}`));
}
