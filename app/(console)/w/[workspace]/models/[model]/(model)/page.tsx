import type { Metadata } from "next";
import { permanentRedirect } from "next/navigation";

import { EmptyState } from "@/components/blocks/empty-state";
import { Page } from "@/components/blocks/page";
import { Section } from "@/components/blocks/section";
import { Pager } from "@/components/blocks/table-toolbar";
import { UnreadAddress } from "@/components/blocks/unread-address";
import { ModelHeader } from "@/components/dossier/model-header";
import { ModelAbout } from "@/components/registry/model-about";
import { StageHistory } from "@/components/registry/stage-history";
import { VersionTable } from "@/components/registry/version-table";
import { address } from "@/lib/address";
import { listMembers } from "@/lib/auth/queries";
import { may } from "@/lib/auth/rules";
import { findRollbackTarget } from "@/lib/gates/decisions/rollback-queries";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { pages, pathTo, readPart } from "@/lib/paths";
import { stayingVersions } from "@/lib/registry/approvals/approval-queries";
import { ListVersions } from "@/lib/registry/inputs";
import { modelScreen, type ModelScreen } from "@/lib/registry/model-screen";
import { stageChangesShown, type StageChange } from "@/lib/registry/queries";
import { view } from "@/lib/transport/page";

import { rollBackAction } from "../../../gates/actions";
import { classifyModelAction, deleteModelAction, describeModelAction } from "../../actions";

type Props = PageProps<"/w/[workspace]/models/[model]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readPart((await params).model) };
}

export default async function ModelPage({ params, searchParams }: Props) {
  const { workspace, model: encoded } = await params;
  const name = readPart(encoded);
  const list = listOf(name);
  const read = list.read(await searchParams);
  const screen = await view(workspace, async (ctx) => {
    const found = await modelScreen(ctx, read.asked);
    return {
      ...found,
      now: ctx.now,
      gates: await listGates(ctx, GateFilter.parse({ model: name, status: "open" })),
      members: await listMembers(ctx),
      rollback: await findRollbackTarget(ctx, found.model.id),
      staying: await stayingVersions(ctx, found.model),
      may: {
        write: may(ctx.actor, "model:write"),
        classify: may(ctx.actor, "model:classify"),
        rollBack: may(ctx.actor, "model:rollback"),
      },
    };
  });
  const { model, changes } = screen;
  if (model.name !== name) permanentRedirect(pathTo(workspace, pages.model(model.name)));

  return (
    <Page>
      <ModelHeader
        model={model}
        workspace={workspace}
        openGates={screen.gates.rows}
        serving={screen.serving}
        stays={screen.staying.length > 0}
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
      <Versions screen={screen} list={list} read={read} workspace={workspace} />
      <Section title="Stage history" description={historyTold(changes)}>
        <StageHistory changes={changes} workspace={workspace} model={name} />
      </Section>
    </Page>
  );
}

/** A model's versions by the schema that REST reads them with. */
function listOf(name: string) {
  return address(ListVersions, { name });
}

type List = ReturnType<typeof listOf>;
type Shown = {
  screen: ModelScreen & { now: Date };
  list: List;
  read: ReturnType<List["read"]>;
  workspace: string;
};

function Versions({ screen, list, read: { asked, faults }, workspace }: Shown) {
  const { model, versions, count, next, now } = screen;
  const path = pathTo(workspace, pages.model(model.name));
  return (
    <Section title="Versions" count={count}>
      <UnreadAddress faults={faults} />
      <VersionTable
        versions={versions}
        metric={model.primaryMetric}
        workspace={workspace}
        now={now}
        empty={
          count > 0 ? (
            <EmptyState title="No versions on this page" />
          ) : (
            <NoVersion name={model.name} />
          )
        }
      />
      <Pager
        previousHref={asked.cursor === undefined ? undefined : list.link(path, asked)}
        previousLabel="Newest"
        nextHref={next === null ? undefined : list.link(path, asked, { cursor: next })}
      />
    </Section>
  );
}

function historyTold({ length }: readonly StageChange[]): string {
  return length < stageChangesShown
    ? "Every change of stage, newest first."
    : `The newest ${stageChangesShown} changes of stage; the audit log has all.`;
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
