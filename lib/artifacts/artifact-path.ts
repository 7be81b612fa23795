import { Refusal } from "@/lib/errors";

/** PostgreSQL cannot index a longer key, and no client makes one. */
const longestPath = 2000;

/**
 * The stored form of an artifact path: relative, `/`-separated, without empty, `.` or `..` parts, in whatever
 * encoding they were hidden. The text itself is taken as it is: names such as `img%step%0.png` are legal.
 */
export function artifactPath(text: string): string {
  const path = text.replace(/\/$/, "");
  const plain = isPlain(path) && !decodings(path).some(climbs);
  if (!plain || Buffer.byteLength(path) > longestPath) throw invalidPath();
  return path;
}

/** As `artifactPath`, but the empty path means the root and a `.` part the folder it stands in, as clients write them. */
export function artifactFolder(text: string): string {
  const path = text
    .split("/")
    .filter((part) => part !== ".")
    .join("/");
  return path === "" || path === "/" ? "" : artifactPath(path);
}

/** The path of a URL's rest, percent-decoded exactly once. */
export function artifactPathOfUrl(encoded: string): string {
  try {
    return artifactPath(decodeURIComponent(encoded));
  } catch {
    throw invalidPath();
  }
}

/** Where a URI of ours points in the artifact store; null for any other scheme. */
export function pathOfArtifactUri(uri: string): string | null {
  const match = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.*)$/.exec(uri);
  return match ? artifactFolder((match[1] ?? "").replaceAll(/\/{2,}/g, "/")) : null;
}

export function joinPath(...parts: string[]): string {
  return parts.filter((part) => part !== "").join("/");
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

const invalidPath = () => new Refusal("invalid", "Invalid path");

function isPlain(path: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f\\]/.test(path) || /^[A-Za-z]:(\/|$)/.test(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/** Read once more, `img%1795.png` holds a control character: only a way upwards counts there. */
function climbs(path: string): boolean {
  return path.split(/[/\\]/).some((part) => part === "." || part === "..");
}

/** The path and what further decoding makes of it: a proxy or client on the way may decode once more. */
function decodings(path: string): string[] {
  const seen = [path];
  for (let at = path; seen.length < 10;) {
    const next = at.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
      try {
        return decodeURIComponent(escaped);
      } catch {
        return escaped;
      }
    });
    if (next === at) break;
    seen.push(next);
    at = next;
  }
  return seen;
}
