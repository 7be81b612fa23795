import "server-only";
import { inArray } from "drizzle-orm";
import { z } from "zod";

import { artifacts } from "@/drizzle/schema/artifacts";
import { oldBlobs, removeBlob, removeOldParts } from "@/lib/artifacts/old-blobs";
import { sweepTask } from "@/lib/artifacts/rules";
import { db } from "@/lib/db/client";
import type { Task } from "@/lib/jobs/task";

/** Longer than any upload takes between its first byte and its row. */
const grace = 24 * 60 * 60 * 1000;

/** In a store that is full: longer than any upload takes between its last byte and its row. */
const shortGrace = 10 * 60 * 1000;

/** The sweep as a job: by the clock, or at once where the store was found full. */
export const sweep: Task = {
  name: sweepTask,
  when: "17 3 * * *",
  run: (payload, now) => sweepArtifacts(now, Whole.safeParse(payload).success ? shortGrace : grace),
};

const Whole = z.object({ full: z.literal(true) });

export type Swept = { parts: number; blobs: number };

/** Housekeeping of the store, over all workspaces: abandoned uploads, and bytes that no row names any more. */
export async function sweepArtifacts(now: Date, olderThan = grace): Promise<Swept> {
  const before = new Date(now.getTime() - olderThan);
  const swept: Swept = { parts: await removeOldParts(before), blobs: 0 };
  for await (const batch of oldBlobs(before)) {
    const used = await usedOf(batch);
    for (const sha256 of batch)
      if (!used.has(sha256) && (await removeBlob(sha256, before, () => isUsed(sha256))))
        swept.blobs++;
  }
  return swept;
}

async function usedOf(hashes: string[]): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ sha256: artifacts.sha256 })
    .from(artifacts)
    .where(inArray(artifacts.sha256, hashes));
  return new Set(rows.map(({ sha256 }) => sha256));
}

async function isUsed(sha256: string): Promise<boolean> {
  return (await usedOf([sha256])).size > 0;
}
