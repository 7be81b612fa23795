import "server-only";
import { sql } from "drizzle-orm";

import { contributors } from "@/drizzle/schema/evidence";
import { principalOf } from "@/lib/auth/rules";
import type { WriteCtx } from "@/lib/command";

/** Step: notes that whoever acts has had a hand in the subject. Facts note it in their own statement. */
export async function contribute(ctx: WriteCtx, subject: string): Promise<void> {
  const person = principalOf(ctx.actor);
  if (!person) return;
  await ctx.tx
    .insert(contributors)
    .values({
      workspaceId: ctx.workspaceId,
      subject,
      personId: person.id,
      personName: person.name,
      firstAt: ctx.now,
      lastAt: ctx.now,
    })
    .onConflictDoUpdate({
      target: [contributors.workspaceId, contributors.subject, contributors.personId],
      set: { lastAt: sql`greatest(${contributors.lastAt}, excluded.last_at)` },
    });
}
