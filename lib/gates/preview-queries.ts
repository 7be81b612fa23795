import "server-only";
import { and, eq } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { byWhom } from "@/lib/auth/rules";
import { contributorsOf } from "@/lib/evidence/queries";
import { nextStages, type Quorum } from "@/lib/gates/decisions/decision";
import { vacantSeats } from "@/lib/gates/decisions/standing-queries";
import { judge } from "@/lib/gates/policies/judge";
import { getPolicy } from "@/lib/gates/policies/queries";
import { authorOf, gatherEvidence, watchedBy } from "@/lib/gates/rounds/evidence-queries";
import type { PolicyTier, CheckResult, PolicyCheck } from "@/lib/gates/rules";
import { query } from "@/lib/query";
import { getVersion } from "@/lib/registry/queries";
import type { Stage } from "@/lib/registry/rules";

export type GatePreview = {
  stage: Stage;
  tier: PolicyTier;
  /** Whether the version may ask for this stage from where it is. */
  reachable: boolean;
  openGateId: string | null;
  quorum: Quorum;
  /** Seats that nobody could take if the reader asked now. */
  vacant: Quorum;
  /** The checks as the policy has them, with what to do when one does not pass. */
  policy: PolicyCheck[];
  checks: CheckResult[];
};

/** What a gate would say of a version if it were asked for now, for each of these stages, on one look at the evidence. */
export const previewGates = query({
  permission: "gate:read",
  run: async (
    ctx,
    name: string,
    number: number,
    stages: readonly Stage[],
  ): Promise<GatePreview[]> => {
    const version = await getVersion(ctx, name, number);
    const tier = version.model.tier ?? "unclassified";
    const gathered = await gatherEvidence(ctx, version);
    const open = await ctx.read
      .select({ id: gates.id, stage: gates.stage })
      .from(gates)
      .where(
        and(
          ctx.here(gates),
          eq(gates.modelId, version.modelId),
          eq(gates.version, number),
          eq(gates.status, "open"),
        ),
      );
    const subjects = (await watchedBy(ctx, version, gathered.evidence)).flatMap(
      ({ subject, judged }) => (judged ? [subject] : []),
    );
    const hands = await contributorsOf(ctx, subjects);
    const barred = [byWhom(ctx.actor).id, await authorOf(ctx, version), ...hands];
    return Promise.all(
      stages.map(async (stage) => {
        const { content } = await getPolicy(ctx, tier, stage);
        return {
          stage,
          tier,
          reachable: nextStages(version.stage).includes(stage),
          openGateId: open.find((gate) => gate.stage === stage)?.id ?? null,
          quorum: content.quorum,
          vacant: await vacantSeats(ctx, { quorum: content.quorum, barred }),
          policy: content.checks,
          checks: judge(content, gathered),
        };
      }),
    );
  },
});
