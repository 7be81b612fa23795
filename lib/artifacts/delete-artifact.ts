import "server-only";
import { and, eq } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { DeleteArtifact } from "@/lib/artifacts/inputs";
import { sealFault } from "@/lib/artifacts/place";
import { placeOf } from "@/lib/artifacts/place-queries";
import { atOrUnder } from "@/lib/artifacts/queries";
import { command } from "@/lib/command";
import { contribute } from "@/lib/evidence/contribute";

/** Removes a file, or a folder with everything in it; nothing there is no fault. The bytes go with the next sweep. */
export const deleteArtifact = command({
  permission: "tracking:write",
  input: DeleteArtifact,
  async run(ctx, { path }) {
    const { sealed } = await placeOf(ctx, path);
    if (sealed !== null) throw sealFault(sealed);
    const gone = await ctx.tx
      .delete(artifacts)
      .where(and(eq(artifacts.workspaceId, ctx.workspaceId), atOrUnder(path)))
      .returning({ path: artifacts.path, sha256: artifacts.sha256 });
    await contribute(ctx, `files:${path}`);
    return {
      result: { deleted: gone.length },
      audit: {
        action: "artifact.delete",
        subject: `artifact:${path}`,
        name: path,
        before: gone.length === 0 ? {} : { count: gone.length, files: gone.slice(0, 100) },
      },
    };
  },
});
