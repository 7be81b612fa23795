import "server-only";
import { artifacts } from "@/drizzle/schema/artifacts";
import { PutArtifact } from "@/lib/artifacts/inputs";
import { findArtifact } from "@/lib/artifacts/queries";
import { refuseClash, refuseSealed } from "@/lib/artifacts/refuse-sealed";
import { command } from "@/lib/command";

/** Places a stored blob at a path, over what was there. */
export const putArtifact = command({
  permission: "tracking:write",
  input: PutArtifact,
  async run(ctx, { path, sha256, size }) {
    const { tx, workspaceId, actor, now } = ctx;
    const before = await findArtifact(ctx, path);
    if (before?.sha256 !== sha256) {
      await refuseSealed(ctx, path);
      if (!before) await refuseClash(ctx, path);
      const set = {
        sha256,
        size,
        createdAt: now,
        createdById: actor.id,
        createdByName: actor.name,
      };
      await tx
        .insert(artifacts)
        .values({ workspaceId, path, ...set })
        .onConflictDoUpdate({ target: [artifacts.workspaceId, artifacts.path], set });
    }
    return {
      result: { path, sha256, size },
      audit: {
        action: "artifact.put",
        subject: `artifact:${path}`,
        before: before && { sha256: before.sha256, size: before.size },
        after: { sha256, size },
      },
    };
  },
});
