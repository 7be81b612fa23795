import "server-only";
import { sql } from "drizzle-orm";

import { textArray } from "@/lib/db/arrays";
import { uuidv7 } from "@/lib/db/ids";
import { prepared } from "@/lib/db/prepared";
import { shortSegments, type LooseCurve } from "@/lib/experiments/curves/loose-queries";
import { slice, type Points } from "@/lib/experiments/curves/points";
import { packedPoints, packedSegment } from "@/lib/experiments/curves/segment";
import { segmentColumns, type SegmentColumns } from "@/lib/experiments/curves/segment-columns";
import type { JobCtx } from "@/lib/jobs/job-actor";

/*
 * Bookkeeping of curves: the same points in fewer rows. Nobody decides here and nothing is logged, so there is neither
 * an audit entry nor a receipt.
 */

/** Packs a curve's short segments into long ones; while its run goes on, as soon as they make up at least one. */
export async function packCurve(ctx: JobCtx, curve: LooseCurve): Promise<void> {
  for (let more = true; more;) more = await packSome(ctx, curve);
}

/** Answers whether there is more to pack. */
async function packSome(ctx: JobCtx, { runId, key, ended }: LooseCurve): Promise<boolean> {
  const { ids, n, points, more } = await shortSegments(ctx, { runId, key, ended });
  if (ids.length === 0 || (!ended && n < packedPoints)) return false;
  const segments = cut(points).map(packedSegment);
  const [row] = await replacing(undefined, {
    ws: ctx.actor.workspaceId,
    runId,
    key,
    ids: textArray(ids),
    count: ids.length,
    points: n,
    newIds: textArray(segments.map(() => uuidv7())),
    ...segmentColumns(segments),
  });
  return row?.done === true && more;
}

/** Into segments as long as they must be; the last one is up to twice as long. */
function cut(points: Points): Points[] {
  const n = points.steps.length;
  const parts = Math.max(1, Math.floor(n / packedPoints));
  return Array.from({ length: parts }, (_, at) =>
    slice(points, at * packedPoints, at === parts - 1 ? n : (at + 1) * packedPoints),
  );
}

type Replacing = SegmentColumns & {
  ws: string;
  runId: string;
  key: string;
  ids: string;
  count: number;
  points: number;
  newIds: string;
};

/**
 * Puts new segments in the place of old ones, or changes nothing where one of these grew or is gone meanwhile: segments
 * only ever grow, so their number and all their points tell. One statement, so a crash leaves the one or the other.
 */
const replacing = prepared<Replacing, { done: boolean }>(
  (of) => sql`
    with held as (
      select s.n from metric_segments s
      where s.workspace_id = ${of.ws}::uuid and s.run_id = ${of.runId} and s.key = ${of.key}
        and s.segment_id = any(${of.ids}::text::uuid[])
      order by s.segment_id for update
    ), same as (
      select count(*) = ${of.count}::int and sum(n) = ${of.points}::int as all from held
    ), gone as (
      delete from metric_segments s
      where s.workspace_id = ${of.ws}::uuid and s.run_id = ${of.runId} and s.key = ${of.key}
        and s.segment_id = any(${of.ids}::text::uuid[]) and (select same.all from same)
      returning s.segment_id
    ), packed as (
      insert into metric_segments (workspace_id, run_id, key, segment_id, loose, n, even,
        first_step, last_step, first_at, last_at, low, high, odd, step_bytes, time_bytes, value_bytes)
      select ${of.ws}::uuid, ${of.runId}, ${of.key}, u.id, false, u.n, u.even,
        u.first_step, u.last_step, u.first_at, u.last_at, u.low, u.high, u.odd,
        decode(u.step_bytes, 'hex'), decode(u.time_bytes, 'hex'), decode(u.value_bytes, 'hex')
      from unnest(${of.newIds}::text::uuid[], ${of.ns}::text::int[], ${of.evens}::text::bool[],
        ${of.firstSteps}::text::bigint[], ${of.lastSteps}::text::bigint[],
        ${of.firstAts}::text::bigint[], ${of.lastAts}::text::bigint[], ${of.lows}::text::float8[],
        ${of.highs}::text::float8[], ${of.odds}::text::int[], ${of.stepBytes}::text::text[],
        ${of.timeBytes}::text::text[], ${of.valueBytes}::text::text[])
        as u (id, n, even, first_step, last_step, first_at, last_at, low, high, odd,
          step_bytes, time_bytes, value_bytes)
      where (select count(*) from gone) = ${of.count}::int
      returning segment_id
    )
    select count(*) > 0 as done from packed`,
);
