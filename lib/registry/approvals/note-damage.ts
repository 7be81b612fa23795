import "server-only";
import { z } from "zod";

import { versions } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { lockVersion, versionKey } from "@/lib/registry/lock-version";
import { versionName } from "@/lib/registry/rules";

const NoteDamage = z.object({
  name: z.string(),
  version: z.number().int(),
  /** Which files are not as they were uploaded, in words; null where all are. */
  damage: z.string().nullable(),
});

/** Puts on record that a version's files on disk are damaged, or whole again. */
export const noteDamage = command({
  permission: "job:run",
  input: NoteDamage,
  run: async (ctx, { name, version, damage }) => {
    const found = await lockVersion(ctx, name, version);
    const damagedAt = damage === null ? null : (found.damagedAt ?? ctx.now);
    await ctx.tx
      .update(versions)
      .set({ damage, damagedAt })
      .where(versionKey(ctx, found.modelId, version));
    return {
      result: {},
      audit: {
        action: "version.damage",
        subject: `version:${found.modelId}/${version}`,
        name: versionName(found.model.name, version),
        before: { damage: found.damage },
        after: { damage },
      },
    };
  },
});
