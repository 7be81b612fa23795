import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Card, Section } from "@/components/blocks/section";
import { GateActions } from "@/components/gates/gate-actions";
import { GateDecision } from "@/components/gates/gate-decision";
import { GateEvidence } from "@/components/gates/gate-evidence";
import { GateFacts } from "@/components/gates/gate-facts";
import { QuorumBoard } from "@/components/gates/quorum-board";
import { GateStatusBadge } from "@/components/gates/status-badges";
import { may } from "@/lib/auth/rules";
import { getGate } from "@/lib/gates/gate-queries";
import { compareWithServing } from "@/lib/gates/rounds/comparison-queries";
import { api, pages, pathTo } from "@/lib/paths";
import { view } from "@/lib/transport/page";

import { castVoteAction, refreshGateAction, withdrawGateAction } from "./actions";

type Params = { params: Promise<{ workspace: string; gateId: string }> };

export const metadata: Metadata = { title: "Gate" };

export default async function GatePage({ params }: Params) {
  const { workspace, gateId } = await params;
  const { detail, comparison, mayManage } = await view(workspace, async (ctx) => {
    const found = await getGate(ctx, gateId);
    return {
      detail: found,
      comparison: await compareWithServing(ctx, found),
      mayManage: may(ctx.actor, "gate:request"),
    };
  });
  const { gate, model } = detail;
  const open = gate.status === "open";
  return (
    <Page>
      <PageHeader
        breadcrumbs={[
          { label: "Gates", href: pathTo(workspace, pages.gates) },
          { label: model.name, href: pathTo(workspace, pages.model(model.name)) },
          {
            label: `Version ${gate.version}`,
            href: pathTo(workspace, pages.version(model.name, gate.version)),
          },
        ]}
        title={`${model.name} version ${gate.version} to ${gate.stage}`}
        badges={<GateStatusBadge status={gate.status} />}
        description={gate.note || undefined}
        actions={
          <GateActions
            gateId={gate.id}
            recordHref={pathTo(workspace, api.gateRecord(gate.id))}
            open={open && mayManage}
            mayWithdraw={detail.mayWithdraw}
            refresh={refreshGateAction.bind(null, workspace)}
            withdraw={withdrawGateAction.bind(null, workspace)}
          />
        }
      />
      <GateFacts detail={detail} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <GateEvidence workspace={workspace} detail={detail} comparison={comparison} />
        <div className="space-y-6 xl:sticky xl:top-6">
          <Section title={open ? "Who decides" : "Who decided"}>
            <Card>
              <QuorumBoard detail={detail} membersHref={pathTo(workspace, pages.members)} />
            </Card>
          </Section>
          <Section title="Decision" id="decision">
            <GateDecision detail={detail} action={castVoteAction.bind(null, workspace)} />
          </Section>
        </div>
      </div>
    </Page>
  );
}
