import "server-only";
import { and, max } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { checkedManifest } from "@/lib/artifacts/checked-queries";
import { pickledFiles } from "@/lib/artifacts/pickled-files";
import { under } from "@/lib/artifacts/queries";
import { section } from "@/lib/evidence/section";
import { query } from "@/lib/query";

/** The files of a version, as they are now. */
export const artifactSection = section({
  name: "artifact",
  schema: {
    digest: "string",
    files: "double",
    pickled_files: "list<string>",
    /** Files whose bytes on disk are not those uploaded: without them there is no whole to have a digest. */
    damaged_files: "list<string>",
  },
  absent: { digest: "", files: 0, pickled_files: [], damaged_files: [] },
  gather: async (ctx, { artifactPath }) => {
    if (artifactPath === null) return null;
    const { digest, files, damaged } = await checkedManifest(ctx, artifactPath);
    if (digest === null) return null;
    return {
      value: {
        digest: damaged.length === 0 ? digest : "",
        files: damaged.length === 0 ? files.length : 0,
        pickled_files: pickledFiles(files),
        damaged_files: damaged.map(({ path, fault }) => `${path}: ${fault}`),
      },
      source: `artifact:${digest}`,
      measuredAt: await newestUnder(ctx, artifactPath),
    };
  },
});

const newestUnder = query({
  permission: "tracking:read",
  run: async ({ read, here }, folder: string): Promise<Date | null> => {
    const [row] = await read
      .select({ at: max(artifacts.createdAt) })
      .from(artifacts)
      .where(and(here(artifacts), under(folder)));
    return row?.at ?? null;
  },
});
