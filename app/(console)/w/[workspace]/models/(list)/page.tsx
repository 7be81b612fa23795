import type { Metadata } from "next";

import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { FilterField } from "@/components/blocks/filter-field";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { FilterChips, Pager, TableToolbar } from "@/components/blocks/table-toolbar";
import { ModelTable } from "@/components/registry/model-table";
import { RegisterModel } from "@/components/registry/register-model";
import { one } from "@/lib/address";
import { may } from "@/lib/auth/rules";
import { pages, pathTo, withQuery } from "@/lib/paths";
import { modelSorts, type ModelsAsked } from "@/lib/registry/list-queries";
import { stages, tiers } from "@/lib/registry/rules";
import { view } from "@/lib/transport/page";
import { modelsScreen } from "@/lib/workspace/models-screen";

import { createModelAction } from "../actions";

export const metadata: Metadata = { title: "Models" };

type Search = Awaited<PageProps<"/w/[workspace]/models">["searchParams"]>;
type State = Record<string, string | null>;

export default async function ModelsPage({
  params,
  searchParams,
}: PageProps<"/w/[workspace]/models">) {
  const { workspace } = await params;
  const asked = askedOf(await searchParams);
  const screen = await view(workspace, async (ctx) => ({
    ...(await modelsScreen(ctx, asked)),
    now: ctx.now,
    mayWrite: may(ctx.actor, "model:write"),
  }));
  const path = pathTo(workspace, pages.models);
  const state = stateOf(asked);

  return (
    <Page>
      <PageHeader
        title="Models"
        description="What is registered, what serves, and what waits for a decision."
        actions={
          screen.mayWrite && <RegisterModel action={createModelAction.bind(null, workspace)} />
        }
      />
      <Toolbar path={path} state={state} asked={asked} />
      <ModelTable
        models={screen.models}
        workspace={workspace}
        now={screen.now}
        sort={{ key: asked.sort, direction: asked.descending ? "desc" : "asc" }}
        sortHref={(sort, direction) => withQuery(path, { ...state, sort, direction })}
        empty={<Empty asked={asked} anyAtAll={screen.anyAtAll} path={path} />}
      />
      {(asked.after !== null || screen.next !== null) && (
        <Pager
          {...(asked.after === null ? {} : { previousHref: withQuery(path, state) })}
          {...(screen.next === null
            ? {}
            : { nextHref: withQuery(path, { ...state, after: screen.next }) })}
        />
      )}
    </Page>
  );
}

function Toolbar({ path, state, asked }: { path: string; state: State; asked: ModelsAsked }) {
  const hidden = Object.fromEntries(
    Object.entries(state).flatMap(([key, value]) =>
      key === "q" || value === null ? [] : [[key, value] as const],
    ),
  );
  return (
    <TableToolbar
      actions={
        <>
          <FilterChips
            label="Stage"
            items={[
              chip("Any stage", path, { ...state, stage: null }, asked.stage === null),
              ...stages.map((stage) =>
                chip(capital(stage), path, { ...state, stage }, asked.stage === stage),
              ),
            ]}
          />
          <FilterChips
            label="Risk tier"
            items={[
              chip("Any tier", path, { ...state, tier: null }, asked.tier === null),
              ...tierChoices.map((tier) =>
                chip(capital(tier), path, { ...state, tier }, asked.tier === tier),
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
        hidden={hidden}
        clearHref={withQuery(path, { ...state, q: null })}
      />
    </TableToolbar>
  );
}

function Empty({ asked, anyAtAll, path }: { asked: ModelsAsked; anyAtAll: boolean; path: string }) {
  const isFiltered = asked.q !== "" || asked.stage !== null || asked.tier !== null;
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

function chip(label: string, path: string, query: State, active: boolean) {
  return { label, href: withQuery(path, query), active };
}

function stateOf(asked: ModelsAsked): State {
  const direction = asked.descending ? "desc" : "asc";
  return {
    q: asked.q,
    stage: asked.stage,
    tier: asked.tier,
    sort: asked.sort === "name" ? null : asked.sort,
    direction: direction === (asked.sort === "name" ? "asc" : "desc") ? null : direction,
  };
}

function askedOf(search: Search): ModelsAsked {
  const sort = modelSorts.find((name) => name === one(search["sort"])) ?? "name";
  const direction = one(search["direction"]);
  return {
    q: one(search["q"])?.trim() ?? "",
    stage: stages.find((stage) => stage === one(search["stage"])) ?? null,
    tier: tierChoices.find((tier) => tier === one(search["tier"])) ?? null,
    sort,
    descending: direction === undefined ? sort !== "name" : direction === "desc",
    after: one(search["after"]) ?? null,
  };
}
