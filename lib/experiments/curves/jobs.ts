import "server-only";
import { looseCurves } from "@/lib/experiments/curves/loose-queries";
import { packCurve } from "@/lib/experiments/curves/pack-segments";
import { clock } from "@/lib/jobs/clock";
import type { JobCtx } from "@/lib/jobs/job-actor";

/** Every minute what was logged meanwhile is packed, so that a curve never lies in more pieces than a minute leaves. */
export const packCurves = clock({
  name: "pack_curves",
  when: "* * * * *",
  may: ["tracking:read"],
  run: packAll,
});

/** Packs what there is to pack in a workspace. Several may be at it: each curve is packed by one of them. */
export async function packAll(ctx: JobCtx): Promise<void> {
  let curves = await looseCurves(ctx);
  while (curves.length > 0) {
    for (const curve of curves) if (curve.due) await packCurve(ctx, curve);
    curves = await looseCurves(ctx, curves.at(-1));
  }
}
