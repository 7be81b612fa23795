import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { one } from "@/components/experiments/href";
import { findRun } from "@/lib/experiments/runs/run-queries";
import { view } from "@/lib/transport/page";

import { ArtifactsTab } from "./artifacts-tab";
import { CurvesTab } from "./curves-tab";
import { OverviewTab } from "./overview-tab";

type Props = PageProps<"/w/[workspace]/runs/[runId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, runId } = await params;
  const run = await view(workspace, (ctx) => findRun(ctx, decodeURIComponent(runId)));
  return { title: run?.name ?? "Run" };
}

export default async function RunPage({ params, searchParams }: Props) {
  const { workspace, runId } = await params;
  const search = await searchParams;
  const at = { workspace, runId: decodeURIComponent(runId) };
  const tab = one(search["tab"]);
  return (
    <Page>
      {tab === "artifacts" ? (
        <ArtifactsTab {...at} open={one(search["path"]) ?? ""} />
      ) : tab === "curves" ? (
        <CurvesTab {...at} />
      ) : (
        <OverviewTab {...at} />
      )}
    </Page>
  );
}
