import "server-only";
import { join } from "node:path";

import { settings } from "@/lib/settings";

/** Where bytes lie: files named by their sha256. */
export const root = (): string => settings().artifactDir;
export const temporary = (): string => join(/* turbopackIgnore: true */ root(), "tmp");

export function blobFolder(sha256: string): string {
  return join(/* turbopackIgnore: true */ root(), sha256.slice(0, 2));
}

export function blobFile(sha256: string): string {
  return join(/* turbopackIgnore: true */ blobFolder(sha256), sha256);
}
