import "server-only";
import { may } from "@/lib/auth/rules";
import { hasRuns } from "@/lib/experiments/find-queries";
import type { GateRow } from "@/lib/gates/gate-rows";
import { risksOf as gateRisks, type GateRisk } from "@/lib/gates/risk-queries";
import { recentlyDecided, waitingGates, type Waiting } from "@/lib/gates/waiting-queries";
import { risksOf as jobRisks, type JobRisk } from "@/lib/jobs/queries";
import { query } from "@/lib/query";
import { hasModels } from "@/lib/registry/find-queries";
import { risksOf as modelRisks, type ModelRisk } from "@/lib/registry/risk-queries";
import { recentRollbacks, type Rollback } from "@/lib/registry/rollback-queries";

const shown = 8;

export type Risk = ModelRisk | GateRisk | JobRisk;

export type Home = Waiting & {
  atRisk: Risk[];
  decided: GateRow[];
  rollbacks: Rollback[];
  /** Nothing was ever logged or registered here. */
  fresh: boolean;
};

/** The first screen: what waits for this person, what is at risk, what was decided. */
export const homeOf = query({
  permission: "gate:read",
  run: async (ctx): Promise<Home> => {
    const [waiting, models, gates, jobs, decided, rollbacks, runsThere, modelsThere] =
      await Promise.all([
        waitingGates(ctx),
        modelRisks(ctx),
        gateRisks(ctx),
        may(ctx.actor, "job:read") ? jobRisks(ctx) : [],
        recentlyDecided(ctx, shown),
        recentRollbacks(ctx, shown),
        hasRuns(ctx),
        hasModels(ctx),
      ]);
    return {
      ...waiting,
      atRisk: oneEach([...jobs, ...models, ...gates]),
      decided,
      rollbacks,
      fresh: !runsThere && !modelsThere,
    };
  },
});

/** Most pressing first. */
const kinds: readonly Risk["kind"][] = [
  "damaged",
  "parked reaction",
  "unclassified",
  "unapproved",
  "unowned",
  "stale gate",
];

/** One row for each thing at risk, by what presses most: what is broken, what is in use, what waits; the longest first. */
function oneEach(risks: readonly Risk[]): Risk[] {
  const seen = new Map<string, Risk>();
  for (const kind of kinds)
    for (const risk of risks) if (risk.kind === kind && !seen.has(risk.id)) seen.set(risk.id, risk);
  const rank = ({ kind }: Risk) => (kind === "damaged" ? 0 : kind === "stale gate" ? 2 : 1);
  return [...seen.values()].toSorted(
    (a, b) => rank(a) - rank(b) || a.since.getTime() - b.since.getTime(),
  );
}
