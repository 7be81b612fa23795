import "server-only";
import { sql } from "drizzle-orm";

import type { WriteCtx } from "@/lib/command";
import { textArray } from "@/lib/db/arrays";
import { keyKinds, type KeyKind } from "@/lib/experiments/rules";

type Keys = Record<KeyKind, readonly string[]>;

/** Step: adds to the experiment's register of keys, in key order so that concurrent writers never deadlock. */
export async function noteKeys(ctx: WriteCtx, experimentId: string, keys: Keys): Promise<void> {
  const all = keyKinds.flatMap((kind) => [...keys[kind]].toSorted().map((key) => ({ kind, key })));
  if (all.length === 0) return;
  await ctx.tx.execute(sql`
    insert into experiment_keys (workspace_id, experiment_id, kind, key)
    select ${ctx.workspaceId}, ${experimentId}, u.kind, u.key
    from unnest(${textArray(all.map(({ kind }) => kind))}::text::key_kind[],
      ${textArray(all.map(({ key }) => key))}::text::text[]) as u (kind, key)
    on conflict do nothing`);
}
