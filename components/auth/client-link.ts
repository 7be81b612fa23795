const routes: readonly [pattern: RegExp, page: (a: string, b: string) => string][] = [
  [/^experiments\/[^/]+\/runs\/([^/]+)/, (run) => `/runs/${run}`],
  [/^experiments\/[^/]+\/models\/([^/]+)/, (model) => `/logged-models/${model}`],
  [/^experiments\/([^/]+)/, (experiment) => `/experiments/${experiment}`],
  [/^experiments$/, () => "/experiments"],
  [/^models\/([^/]+)\/versions\/([^/]+)/, (name, version) => `/models/${name}/versions/${version}`],
  [/^models\/([^/]+)/, (name) => `/models/${name}`],
  [/^models$/, () => "/models"],
];

/** The page, within a workspace, that a fragment such as `#/experiments/1/runs/ab12?tab=x` means. */
export function pageOfClientLink(hash: string): string | null {
  if (!hash.startsWith("#/")) return null;
  const path = hash.slice(2).split("?")[0]?.replace(/\/+$/, "") ?? "";
  for (const [pattern, page] of routes) {
    const [found, a = "", b = ""] = pattern.exec(path) ?? [];
    if (found !== undefined) return page(a, b);
  }
  return null;
}
