import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { blobFile, root, temporary } from "@/lib/artifacts/blob-path";

/** Removes abandoned uploads older than `before`. What a sweep moved aside and left there is looked at again. */
export async function removeOldParts(before: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(temporary()).catch(() => [])) {
    const part = join(/* turbopackIgnore: true */ temporary(), name);
    const found = await stat(part).catch(() => null);
    if (!found || found.mtime >= before) continue;
    const [, sha256] = movedAside.exec(name) ?? [];
    if (sha256 !== undefined) await rename(part, blobFile(sha256));
    else {
      await rm(part, { force: true });
      removed++;
    }
  }
  return removed;
}

const movedAside = /^([0-9a-f]{64})\./;

/** Every blob not written since `before`, a folder at a time. */
export async function* oldBlobs(before: Date): AsyncGenerator<string[]> {
  for (const folder of await readdir(/* turbopackIgnore: true */ root()).catch(() => [])) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    const names = await readdir(join(/* turbopackIgnore: true */ root(), folder));
    const old: string[] = [];
    for (const sha256 of names) {
      const found = await stat(blobFile(sha256)).catch(() => null);
      if (found && found.mtime < before) old.push(sha256);
    }
    if (old.length > 0) yield old;
  }
}

/**
 * Removes a blob unless an upload has renewed it meanwhile. It is moved aside before the last look, so an upload
 * of the same bytes lands beside it and stays.
 */
export async function removeBlob(
  sha256: string,
  before: Date,
  isReferenced: () => Promise<boolean>,
): Promise<boolean> {
  const aside = join(/* turbopackIgnore: true */ temporary(), `${sha256}.${randomUUID()}`);
  await mkdir(temporary(), { recursive: true, mode: 0o700 });
  await rename(blobFile(sha256), aside);
  const { mtime } = await stat(aside);
  if (mtime >= before || (await isReferenced())) {
    await rename(aside, blobFile(sha256));
    return false;
  }
  await rm(aside, { force: true });
  return true;
}
