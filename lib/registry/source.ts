/** What a version's `source` points at. */
export type Source =
  | { kind: "run"; runId: string; path: string }
  | { kind: "logged_model"; modelId: string }
  | { kind: "version"; name: string; version: number }
  | { kind: "alias"; name: string; alias: string }
  | { kind: "stored"; uri: string }
  | { kind: "elsewhere"; uri: string }
  | { kind: "local" };

export function parseSource(source: string): Source {
  if (source.startsWith("mlflow-artifacts:")) return { kind: "stored", uri: source };
  const run = /^runs:\/+([^/]+)(?:\/(.*))?$/.exec(source);
  if (run?.[1]) return { kind: "run", runId: run[1], path: (run[2] ?? "").replace(/\/$/, "") };
  if (source.startsWith("models:")) return parseModelUri(source);
  const isRemote = /^[a-z][a-z0-9+.-]+:/i.test(source) && !source.startsWith("file:");
  return isRemote ? { kind: "elsewhere", uri: source } : { kind: "local" };
}

function parseModelUri(uri: string): Source {
  const logged = /^models:\/+(m-[^/@]+)$/.exec(uri);
  if (logged?.[1]) return { kind: "logged_model", modelId: logged[1] };
  const version = /^models:\/+(.+)\/(\d{1,9})$/.exec(uri);
  if (version?.[1]) return { kind: "version", name: version[1], version: Number(version[2]) };
  const alias = /^models:\/+(.+)@([\p{L}\p{N}_-]+)$/u.exec(uri);
  if (alias?.[1] && alias[2]) return { kind: "alias", name: alias[1], alias: alias[2] };
  return { kind: "elsewhere", uri };
}

/** No relative parts and no NUL, in whatever encoding they are hidden. */
export function isSafeSource(source: string): boolean {
  for (let at = source, rounds = 0; rounds < 10; rounds++) {
    if (at.includes("\u0000") || at.split(/[/\\]/).includes("..")) return false;
    const next = decodeLoosely(at);
    if (next === at) return true;
    at = next;
  }
  return false;
}

function decodeLoosely(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
