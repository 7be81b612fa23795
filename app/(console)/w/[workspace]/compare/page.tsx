import { Download } from "lucide-react";
import type { Metadata } from "next";

import { Callout } from "@/components/blocks/callout";
import { CopyButton } from "@/components/blocks/copy-button";
import { EmptyState } from "@/components/blocks/empty-state";
import { FileLink } from "@/components/blocks/file-link";
import { FindRows } from "@/components/blocks/find-rows";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Section } from "@/components/blocks/section";
import { FilterChips } from "@/components/blocks/table-toolbar";
import { CompareParts, mostCompared } from "@/components/experiments/compare-parts";
import { CompareRuns } from "@/components/experiments/compare-runs";
import { CurvesPanel } from "@/components/experiments/curves-panel";
import { RunScatter } from "@/components/experiments/run-scatter";
import { ButtonLink } from "@/components/ui/button";
import { findIn, one } from "@/lib/address";
import { excerptOf } from "@/lib/excerpt";
import {
  comparisonScreen,
  type ComparisonScreen,
} from "@/lib/experiments/comparison/comparison-screen";
import { comparisonInput } from "@/lib/experiments/inputs";
import { plural } from "@/lib/format";
import { api, pages, pathTo, withQuery } from "@/lib/paths";
import { settings } from "@/lib/settings";
import { view } from "@/lib/transport/page";

export const metadata: Metadata = { title: "Compare runs" };

export default async function ComparePage({
  params,
  searchParams,
}: PageProps<"/w/[workspace]/compare">) {
  const { workspace } = await params;
  const search = await searchParams;
  const asked = comparisonInput.safeParse({
    runs: search["runs"] ?? "",
    baseline: one(search["baseline"]),
  });
  const screen = await view(workspace, async (ctx) => ({
    ...(asked.success
      ? await comparisonScreen(ctx, asked.data)
      : { runs: [], missing: [], baselineId: "", comparison: null, curveKeys: [] }),
    now: ctx.now,
  }));
  if (screen.comparison === null || screen.runs.length === 0)
    return <Nothing workspace={workspace} fault={asked.error?.issues[0]?.message} />;

  const { runs, baselineId, comparison } = screen;
  const hideSame = one(search["same"]) !== "show";
  const find = findIn(search);
  const state = {
    runs: runs.map(({ id }) => id),
    baseline: baselineId === runs[0]?.id ? null : baselineId,
    same: hideSame ? null : "show",
  };

  return (
    <Page>
      <Header screen={{ ...screen, comparison }} workspace={workspace} query={state} />
      {screen.missing.length > 0 && (
        <Callout tone="warn" title={`${plural(screen.missing.length, "run")} could not be found`}>
          <span className="font-mono text-xs wrap-anywhere">{screen.missing.join(", ")}</span>
        </Callout>
      )}
      <CompareRuns
        runs={runs}
        baselineId={baselineId}
        workspace={workspace}
        state={state}
        now={screen.now}
      />
      <WhatDiffers
        screen={{ ...screen, comparison }}
        hideSame={hideSame}
        find={find}
        state={state}
        workspace={workspace}
      />
      {runs.length > 2 && <RunScatter runs={runs} comparison={plotted(comparison, find)} />}
      {screen.curveKeys.length > 0 && (
        <Curves runs={runs} metrics={screen.curveKeys} workspace={workspace} />
      )}
    </Page>
  );
}

type Screen = ComparisonScreen;

function WhatDiffers({
  screen,
  hideSame,
  find,
  state,
  workspace,
}: {
  screen: Screen;
  hideSame: boolean;
  find: string;
  state: { runs: readonly string[]; baseline: string | null; same: string | null };
  workspace: string;
}) {
  const path = pathTo(workspace, pages.compare);
  const href = (same: string | null) => withQuery(path, { ...state, same, find: find || null });
  return (
    <Section
      title="What differs"
      description={differences(screen.comparison)}
      actions={
        <FilterChips
          label="Rows shown"
          items={[
            { label: "Differences", href: href(null), active: hideSame },
            { label: "Everything", href: href("show"), active: !hideSame },
          ]}
        />
      }
    >
      {(isLong(screen.comparison) || find !== "") && (
        <FindRows label="Find a row by its name" find={find} keep={state} />
      )}
      <CompareParts
        comparison={screen.comparison}
        runs={screen.runs}
        baselineId={screen.baselineId}
        hideSame={hideSame}
        find={find}
      />
    </Section>
  );
}

type Curved = { runs: Screen["runs"]; metrics: readonly string[]; workspace: string };

function Curves({ runs, metrics, workspace }: Curved) {
  return (
    <Section title="Curves" id="curves">
      <CurvesPanel
        workspace={workspace}
        runs={runs.map(({ id, name, status, startTime }) => ({
          id,
          name,
          running: status === "RUNNING",
          startTime,
        }))}
        metrics={metrics}
      />
    </Section>
  );
}

function plotted({ metrics, params }: Screen["comparison"], find: string) {
  const differing = <Row extends { key: string; differs: boolean }>(rows: readonly Row[]) =>
    excerptOf(
      rows.filter(({ differs }) => differs),
      ({ key }) => key,
      { find, most: mostCompared },
    ).rows;
  return { metrics: differing(metrics), params: differing(params) };
}

const isLong = (comparison: Screen["comparison"]): boolean =>
  Object.values(comparison).some((rows) => rows.length > mostCompared);

function Header({
  screen,
  workspace,
  query,
}: {
  screen: Screen;
  workspace: string;
  query: Parameters<typeof withQuery>[1];
}) {
  const { runs } = screen;
  const experiments = new Map(
    runs.map(({ experimentId, experimentName }) => [experimentId, experimentName]),
  );
  const [only] = [...experiments.entries()];
  const csv = pathTo(workspace, api.comparisonCsv, { ...query, same: null });
  const link = `${settings().publicUrl}${pathTo(workspace, pages.compare, query)}`;
  return (
    <PageHeader
      title={`Compare ${plural(runs.length, "run")}`}
      breadcrumbs={[
        { label: "Experiments", href: pathTo(workspace, pages.experiments) },
        ...(experiments.size === 1 && only
          ? [{ label: only[1], href: pathTo(workspace, pages.experiment(only[0])) }]
          : [{ label: plural(experiments.size, "experiment") }]),
      ]}
      actions={
        <>
          <CopyButton text={link} label="Copy the link to this comparison" />
          <FileLink href={csv} icon={<Download aria-hidden />}>
            CSV
          </FileLink>
        </>
      }
    />
  );
}

function Nothing({ workspace, fault }: { workspace: string; fault: string | undefined }) {
  return (
    <Page>
      <PageHeader
        title="Compare runs"
        breadcrumbs={[{ label: "Experiments", href: pathTo(workspace, pages.experiments) }]}
      />
      <EmptyState
        title="Nothing to compare"
        action={
          <ButtonLink href={pathTo(workspace, pages.experiments)}>Choose an experiment</ButtonLink>
        }
      >
        {fault ?? "None of these runs is in this workspace."} Tick two to twenty runs in an
        experiment’s table, then press Compare.
      </EmptyState>
    </Page>
  );
}

/** "Different: 3 of 4 metrics · 2 of 5 parameters." */
function differences(comparison: Screen["comparison"]): string {
  const parts = [
    ["metrics", "metric"],
    ["params", "parameter"],
    ["datasets", "dataset"],
    ["code", "source detail"],
    ["environment", "package"],
    ["tags", "tag"],
  ] as const;
  const texts = parts.flatMap(([part, noun]) => {
    const rows = comparison[part];
    const differ = rows.filter((row) => row.differs).length;
    return rows.length === 0 ? [] : [`${differ} of ${plural(rows.length, noun)}`];
  });
  return texts.length === 0
    ? "These runs logged nothing to compare."
    : `Different: ${texts.join(" · ")}.`;
}
