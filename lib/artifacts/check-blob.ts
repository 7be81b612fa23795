import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

import { blobFile } from "@/lib/artifacts/blob-path";
import { faultCode } from "@/lib/db/faults";

export type BlobFault = "changed on disk" | "missing from the artifact store";

/**
 * What each file was like when its bytes were last read and found right. Whoever changes a byte changes the time of the
 * last change with it, which no program can set, so an unchanged file need not be read again.
 */
const seen = new Map<string, string>();
const mostSeen = 200_000;
const checking = new Map<string, Promise<BlobFault | null>>();

/** Whether the bytes on disk are still those that the hash names; null when they are. */
export function blobFault(sha256: string): Promise<BlobFault | null> {
  const under = checking.get(sha256);
  if (under) return under;
  const check = lookAt(sha256).finally(() => checking.delete(sha256));
  checking.set(sha256, check);
  return check;
}

async function lookAt(sha256: string): Promise<BlobFault | null> {
  try {
    const before = await likeness(sha256);
    if (seen.get(sha256) === before) return null;
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(blobFile(sha256))) hash.update(chunk);
    if (hash.digest("hex") !== sha256) return "changed on disk";
    if (seen.size >= mostSeen) seen.clear();
    seen.set(sha256, before);
    return null;
  } catch (error) {
    if (faultCode(error) === "ENOENT") return "missing from the artifact store";
    throw error;
  }
}

/** After this program itself gave a file, found right before, another time. */
export async function noteLikeness(sha256: string): Promise<void> {
  seen.set(sha256, await likeness(sha256));
}

async function likeness(sha256: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(blobFile(sha256), { bigint: true });
  return [ino, size, mtimeNs, ctimeNs].join(":");
}
