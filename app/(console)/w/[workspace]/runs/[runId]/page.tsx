import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { findIn, one } from "@/lib/address";
import { findRun } from "@/lib/experiments/runs/run-queries";
import { readPart } from "@/lib/paths";
import { view } from "@/lib/transport/page";

import { ArtifactsTab } from "./artifacts-tab";
import { CurvesTab } from "./curves-tab";
import { OverviewTab } from "./overview-tab";

type Props = PageProps<"/w/[workspace]/runs/[runId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, runId } = await params;
  const run = await view(workspace, (ctx) => findRun(ctx, readPart(runId)));
  return { title: run?.name ?? "Run" };
}

export default async function RunPage({ params, searchParams }: Props) {
  const { workspace, runId } = await params;
  const search = await searchParams;
  const at = { workspace, runId: readPart(runId) };
  const tab = one(search["tab"]);
  const find = findIn(search);
  return (
    <Page>
      {tab === "artifacts" ? (
        <ArtifactsTab {...at} open={one(search["path"]) ?? ""} find={find} />
      ) : tab === "curves" ? (
        <CurvesTab {...at} />
      ) : (
        <OverviewTab {...at} find={find} />
      )}
    </Page>
  );
}
