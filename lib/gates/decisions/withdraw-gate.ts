import "server-only";
import { and, eq } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { byWhom } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { contributorsUnder } from "@/lib/evidence/queries";
import { unwatch } from "@/lib/evidence/watch";
import { mayWithdraw } from "@/lib/gates/decisions/decision";
import { lockGate } from "@/lib/gates/decisions/lock-gate";
import { gateName } from "@/lib/gates/gate-name";
import { WithdrawGate } from "@/lib/gates/inputs";

/** Takes a request back; what was voted stays on record. */
export const withdrawGate = command({
  permission: "gate:request",
  input: WithdrawGate,
  async run(ctx, { gateId, reason }) {
    const { tx, actor, now, workspaceId } = ctx;
    const { gate, model } = await lockGate(ctx, gateId);
    if (gate.status !== "open") throw new Refusal("outdated", "This gate is closed.");
    const hands = await contributorsUnder(ctx, `gate:${gateId}`);
    const contributors = hands.map(({ id }) => id);
    if (!mayWithdraw({ ...gate, ownerId: model.ownerId, contributors }, actor))
      throw new Refusal(
        "forbidden",
        "Only who asked for this gate, who made or owns the model, or an admin may withdraw it.",
      );
    await unwatch(ctx, `gate:${gateId}`);
    const by = byWhom(actor);
    await tx
      .update(gates)
      .set({
        status: "withdrawn",
        reason,
        decidedAt: now,
        decidedById: by.id,
        decidedByName: by.name,
      })
      .where(and(eq(gates.workspaceId, workspaceId), eq(gates.id, gateId)));
    return {
      result: { gateId, status: "withdrawn" as const },
      audit: {
        action: "gate.withdraw",
        subject: `gate:${gateId}`,
        name: gateName(model.name, gate.version, gate.stage),
        before: { status: gate.status },
        after: { status: "withdrawn", reason },
      },
    };
  },
});
