import type { Metadata } from "next";

import { EmptyState } from "@/components/blocks/empty-state";
import { Page } from "@/components/blocks/page";
import { Section } from "@/components/blocks/section";
import { ModelHeader } from "@/components/dossier/model-header";
import { ModelAbout } from "@/components/registry/model-about";
import { StageHistory } from "@/components/registry/stage-history";
import { VersionTable } from "@/components/registry/version-table";
import { listMembers } from "@/lib/auth/queries";
import { may } from "@/lib/auth/rules";
import { findRollbackTarget } from "@/lib/gates/decisions/rollback-queries";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { readPart } from "@/lib/paths";
import { modelScreen } from "@/lib/registry/model-screen";
import { view } from "@/lib/transport/page";

import { rollBackAction } from "../../../gates/actions";
import { classifyModelAction, deleteModelAction, describeModelAction } from "../../actions";

type Props = PageProps<"/w/[workspace]/models/[model]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readPart((await params).model) };
}

export default async function ModelPage({ params }: Props) {
  const { workspace, model: encoded } = await params;
  const name = readPart(encoded);
  const screen = await view(workspace, async (ctx) => {
    const found = await modelScreen(ctx, name);
    return {
      ...found,
      now: ctx.now,
      gates: await listGates(ctx, GateFilter.parse({ model: name, status: "open" })),
      members: await listMembers(ctx),
      rollback: await findRollbackTarget(ctx, found.model.id),
      may: {
        write: may(ctx.actor, "model:write"),
        classify: may(ctx.actor, "model:classify"),
        rollBack: may(ctx.actor, "model:rollback"),
      },
    };
  });
  const { model, versions, changes } = screen;

  return (
    <Page>
      <ModelHeader
        model={model}
        workspace={workspace}
        openGates={screen.gates.rows}
        serving={versions.find(({ stage }) => stage === "production")?.version ?? null}
        rollback={screen.may.rollBack ? screen.rollback : null}
        rollBack={rollBackAction.bind(null, workspace)}
        remove={screen.may.write ? deleteModelAction.bind(null, workspace) : null}
      />
      <ModelAbout
        model={model}
        members={screen.members.filter(({ active }) => active)}
        metricKeys={screen.metricKeys}
        describe={screen.may.write ? describeModelAction.bind(null, workspace) : null}
        classify={screen.may.classify ? classifyModelAction.bind(null, workspace) : null}
      />
      <Section title="Versions" count={versions.length}>
        <VersionTable
          versions={versions}
          metric={model.primaryMetric}
          workspace={workspace}
          now={screen.now}
          empty={<NoVersion name={name} />}
        />
      </Section>
      <Section title="Stage history" description="Every change of stage, newest first.">
        <StageHistory changes={changes} workspace={workspace} model={name} />
      </Section>
    </Page>
  );
}

function NoVersion({ name }: { name: string }) {
  return (
    <EmptyState
      title="No version yet"
      code={[
        {
          label: "Python",
          text: `mlflow.register_model("runs:/<run id>/model", ${JSON.stringify(name)})`,
        },
      ]}
    >
      A version is what one run made, registered under this name.
    </EmptyState>
  );
}
