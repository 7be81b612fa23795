import type { Metadata } from "next";

import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { FilterChips, Pager, TableToolbar } from "@/components/blocks/table-toolbar";
import { UnreadAddress } from "@/components/blocks/unread-address";
import { GateTable } from "@/components/gates/gate-table";
import { ModelFilter } from "@/components/gates/model-filter";
import { address } from "@/lib/address";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { api, pages, pathTo } from "@/lib/paths";
import { view } from "@/lib/transport/page";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Gates" };

const list = address(GateFilter);

export default async function GatesPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { asked: filter, faults } = list.read(await searchParams);
  const { rows, next } = await view(workspace, (ctx) => listGates(ctx, filter));
  const path = pathTo(workspace, pages.gates);
  const href: Href = (changed) => list.link(path, filter, changed);
  const filtered =
    Boolean(filter.model ?? filter.stage) || filter.show !== "all" || filter.status !== "open";
  return (
    <Page>
      <PageHeader title="Gates" description="Each gate is one version asking to enter one stage." />
      <TableToolbar>
        <FilterChips label="Status" items={statusChips(filter, href)} />
        <FilterChips label="Stage" items={stageChips(filter, href)} />
        <FilterChips label="Whose" items={showChips(filter, href)} />
        <ModelFilter
          value={filter.model}
          error={faults["model"]?.join(" ")}
          hidden={list.query(filter, { model: null })}
          clearHref={href({ model: null })}
        />
      </TableToolbar>
      <UnreadAddress faults={faults} except={["model"]} />
      <GateTable
        workspace={workspace}
        rows={rows}
        empty={
          filtered ? (
            <FilteredAway what="gates" clearHref={path} />
          ) : (
            <EmptyState
              title="No gate is open"
              code={[{ label: "Ask for a promotion", text: requestCall(workspace) }]}
            >
              A gate opens when somebody asks for a version to enter the next stage: on the
              version&#39;s page, or over REST.
            </EmptyState>
          )
        }
      />
      <Pager
        previousHref={filter.cursor ? href({}) : undefined}
        previousLabel="First page"
        nextHref={next ? href({ cursor: next }) : undefined}
      />
    </Page>
  );
}

type Href = (changed: Parameters<typeof list.link>[2]) => string;

const statuses = [
  { status: "open", label: "Open" },
  { status: "decided", label: "Decided" },
  { status: "all", label: "All" },
] as const;

const whose = [
  { show: "all", label: "Everyone's" },
  { show: "waiting", label: "Waiting for me" },
  { show: "mine", label: "Mine" },
] as const;

function statusChips(filter: GateFilter, href: Href) {
  return statuses.map(({ status, label }) => ({
    label,
    href: href({ status }),
    active: filter.status === status,
  }));
}

function stageChips(filter: GateFilter, href: Href) {
  const named = (["staging", "production", "retired"] as const).map((stage) => ({
    label: stage.charAt(0).toUpperCase() + stage.slice(1),
    href: href({ stage }),
    active: filter.stage === stage,
  }));
  return [{ label: "Any stage", href: href({ stage: null }), active: !filter.stage }, ...named];
}

function showChips(filter: GateFilter, href: Href) {
  return whose.map(({ show, label }) => ({
    label,
    href: href({ show }),
    active: filter.show === show,
  }));
}

function requestCall(workspace: string): string {
  return [
    `curl -X POST "$GATEHOUSE_URL${pathTo(workspace, api.gates)}" \\`,
    `  -H "Authorization: Bearer $GATEHOUSE_KEY" -H "Content-Type: application/json" \\`,
    `  -d '{"model": "credit-default", "version": 1, "stage": "staging"}'`,
  ].join("\n");
}
