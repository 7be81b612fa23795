import type { Metadata } from "next";

import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { FilterField } from "@/components/blocks/filter-field";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { FilterChips, Pager, TableToolbar } from "@/components/blocks/table-toolbar";
import { UnreadAddress } from "@/components/blocks/unread-address";
import { ModelTable } from "@/components/registry/model-table";
import { RegisterModel } from "@/components/registry/register-model";
import { address } from "@/lib/address";
import { may } from "@/lib/auth/rules";
import { pages, pathTo } from "@/lib/paths";
import { ListModels } from "@/lib/registry/inputs";
import { stages, tiers } from "@/lib/registry/rules";
import { view } from "@/lib/transport/page";
import { modelsScreen } from "@/lib/workspace/models-screen";

import { createModelAction } from "../actions";

export const metadata: Metadata = { title: "Models" };

const list = address(ListModels);
type Read = ReturnType<typeof list.read>;

export default async function ModelsPage({
  params,
  searchParams,
}: PageProps<"/w/[workspace]/models">) {
  const { workspace } = await params;
  const read = list.read(await searchParams);
  const { asked } = read;
  const screen = await view(workspace, async (ctx) => ({
    ...(await modelsScreen(ctx, asked)),
    now: ctx.now,
    mayWrite: may(ctx.actor, "model:write"),
  }));
  const path = pathTo(workspace, pages.models);

  return (
    <Page>
      <PageHeader
        title="Models"
        description="What is registered, what serves, and what waits for a decision."
        actions={
          screen.mayWrite && <RegisterModel action={createModelAction.bind(null, workspace)} />
        }
      />
      <Toolbar path={path} read={read} />
      <UnreadAddress faults={read.faults} except={["q"]} />
      <ModelTable
        models={screen.models}
        workspace={workspace}
        now={screen.now}
        sort={{ key: asked.sort, direction: asked.direction }}
        sortHref={(sort, direction) => list.link(path, asked, { sort, direction })}
        empty={<Empty asked={asked} anyAtAll={screen.anyAtAll} path={path} />}
      />
      <Pager
        previousHref={asked.cursor === undefined ? undefined : list.link(path, asked)}
        nextHref={
          screen.next === null ? undefined : list.link(path, asked, { cursor: screen.next })
        }
      />
    </Page>
  );
}

function Toolbar({ path, read: { asked, faults } }: { path: string; read: Read }) {
  return (
    <TableToolbar
      actions={
        <>
          <FilterChips
            label="Stage"
            items={[
              chip("Any stage", list.link(path, asked, { stage: null }), asked.stage === undefined),
              ...stages.map((stage) =>
                chip(capital(stage), list.link(path, asked, { stage }), asked.stage === stage),
              ),
            ]}
          />
          <FilterChips
            label="Risk tier"
            items={[
              chip("Any tier", list.link(path, asked, { tier: null }), asked.tier === undefined),
              ...tierChoices.map((tier) =>
                chip(capital(tier), list.link(path, asked, { tier }), asked.tier === tier),
              ),
            ]}
          />
        </>
      }
    >
      <FilterField
        name="q"
        label="Search models by name, purpose or owner"
        value={asked.q}
        placeholder="Name, purpose or owner"
        error={faults["q"]?.join(" ")}
        hidden={list.query(asked, { q: null })}
        clearHref={list.link(path, asked, { q: null })}
      />
    </TableToolbar>
  );
}

function Empty({ asked, anyAtAll, path }: { asked: ListModels; anyAtAll: boolean; path: string }) {
  const isFiltered = asked.q !== "" || asked.stage !== undefined || asked.tier !== undefined;
  if (anyAtAll && isFiltered) return <FilteredAway what="models" clearHref={path} />;
  if (anyAtAll) return <EmptyState title="No models on this page" />;
  return (
    <EmptyState
      title="No models yet"
      code={[
        {
          label: "Python",
          text: 'mlflow.sklearn.log_model(model, name="model", registered_model_name="churn")',
        },
      ]}
    >
      A model gathers the versions of one thing that predicts. Log one with a registered name, or
      register the name here first.
    </EmptyState>
  );
}

const tierChoices = [...tiers, "unclassified"] as const;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function chip(label: string, href: string, active: boolean) {
  return { label, href, active };
}
