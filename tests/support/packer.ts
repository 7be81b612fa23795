import { looseCurves } from "@/lib/experiments/curves/loose-queries";
import { packCurve } from "@/lib/experiments/curves/pack-segments";
import { jobActor } from "@/lib/jobs/job-actor";

/** A worker that does nothing but pack one workspace's curves; it says before each that it begins. */
const actor = jobActor(process.argv[2] ?? "", { name: "pack_curves", may: ["tracking:read"] });
for (;;) {
  const ctx = { actor, now: new Date() };
  for (const curve of await looseCurves(ctx)) {
    if (!curve.due) continue;
    process.stdout.write(`${curve.runId}\n`);
    await packCurve(ctx, curve);
  }
}
