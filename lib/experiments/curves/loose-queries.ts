import "server-only";
import { sql } from "drizzle-orm";

import { prepared } from "@/lib/db/prepared";
import { inSteps } from "@/lib/experiments/curves/outline";
import { inOrder } from "@/lib/experiments/curves/points";
import { steadily } from "@/lib/experiments/curves/repacked";
import { packedPoints, wholeOf } from "@/lib/experiments/curves/segment";
import { readStretches, storedCurves } from "@/lib/experiments/curves/segment-queries";
import { query } from "@/lib/query";

type Place = { runId: string; key: string };
/** `due` says whether there is something to pack, `ended` whether nothing more is likely to come. */
export type LooseCurve = Place & { due: boolean; ended: boolean };

const enough = sql.raw(String(packedPoints));

/** A run that says it is over has ended, and so has one that nothing was heard of for an hour. */
const finding = prepared<{ ws: string; now: string; run: string; key: string }, LooseCurve>(
  (of) => sql`
    select c.run_id as "runId", c.key, r.ended, r.ended or c.n >= ${enough} as due
    from (
      select run_id, key, sum(n) as n from metric_segments
      where workspace_id = ${of.ws}::uuid and loose and (run_id, key) > (${of.run}, ${of.key})
      group by run_id, key order by run_id, key limit 500) c
    cross join lateral (
      select status not in ('RUNNING', 'SCHEDULED')
        or updated_at < ${of.now}::timestamptz - interval '1 hour' as ended
      from runs where workspace_id = ${of.ws}::uuid and run_id = c.run_id) r
    order by c.run_id, c.key`,
);

/** Curves of which some segments are short, after this one. */
export const looseCurves = query({
  permission: "tracking:read",
  run: async ({ tx, workspaceId: ws, now }, after: Place = { runId: "", key: "" }) =>
    finding(tx, { ws, now: now.toISOString(), run: after.runId, key: after.key }),
});

/** As many points are packed at a time. */
const most = 200_000;

/** A curve's short segments with their points, as many as are packed at once; without the one that still grows. */
export const shortSegments = query({
  permission: "tracking:read",
  run: async (ctx, { runId, key, ended }: Omit<LooseCurve, "due">) =>
    steadily(async () => {
      const [curve] = await storedCurves(ctx, [runId], key);
      const short = inSteps(curve?.segments.filter(({ n }) => n < packedPoints) ?? []);
      const growing = ended ? undefined : newestPlain(short.map(({ id }) => id));
      const closed = short.filter(({ id }) => id !== growing);
      const some = closed.slice(0, countUpTo(closed, most));
      const stretches = some.flatMap((segment) => (curve ? [{ curve, ...wholeOf(segment) }] : []));
      return {
        ids: some.map(({ id }) => id),
        n: some.reduce((sum, segment) => sum + segment.n, 0),
        points: inOrder(await readStretches(ctx, key, stretches)),
        more: some.length < closed.length,
      };
    }),
});

/** The plain segment that points are being appended to; its id is the greatest of those that are numbers. */
function newestPlain(ids: readonly string[]): string | undefined {
  return ids
    .filter((id) => id.startsWith(numbered))
    .toSorted()
    .at(-1);
}

const numbered = "00000000-0000-0000-";

/** How many of these hold up to so many points; the first in any case. */
function countUpTo(segments: readonly { n: number }[], points: number): number {
  let sum = 0;
  const end = segments.findIndex(({ n }, at) => (sum += n) > points && at > 0);
  return end === -1 ? segments.length : end;
}
