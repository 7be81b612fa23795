import { pages, readPart, type Within } from "@/lib/paths";

const routes: readonly [pattern: RegExp, page: (a: string, b: string) => Within][] = [
  [/^experiments\/[^/]+\/runs\/([^/]+)/, pages.run],
  [/^experiments\/[^/]+\/models\/([^/]+)/, pages.loggedModel],
  [/^experiments\/([^/]+)/, pages.experiment],
  [/^experiments$/, () => pages.experiments],
  [/^models\/([^/]+)\/versions\/([^/]+)/, pages.version],
  [/^models\/([^/]+)/, pages.model],
  [/^models$/, () => pages.models],
];

/** The page that a fragment such as `#/experiments/1/runs/ab12?tab=x` means. */
export function pageOfClientLink(hash: string): Within | null {
  if (!hash.startsWith("#/")) return null;
  const path = hash.slice(2).split("?")[0]?.replace(/\/+$/, "") ?? "";
  for (const [pattern, page] of routes) {
    const [found, a = "", b = ""] = pattern.exec(path) ?? [];
    if (found !== undefined) return page(readPart(a), readPart(b));
  }
  return null;
}
