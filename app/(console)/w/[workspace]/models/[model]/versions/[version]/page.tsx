import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { VersionChecks } from "@/components/dossier/version-checks";
import { VersionHeader } from "@/components/dossier/version-header";
import { VersionTabs } from "@/components/dossier/version-tabs";
import { one } from "@/lib/address";
import { may } from "@/lib/auth/rules";
import type { ReadCtx } from "@/lib/command";
import { artifactsScreen } from "@/lib/experiments/runs/artifacts-screen";
import { nextStages } from "@/lib/gates/decisions/decision";
import { findRollbackTarget } from "@/lib/gates/decisions/rollback-queries";
import { votesOfVersion } from "@/lib/gates/decisions/vote-queries";
import { gatesOfVersion, previewGates } from "@/lib/gates/queries";
import { readPart } from "@/lib/paths";
import { versionScreen } from "@/lib/registry/version-screen";
import { view } from "@/lib/transport/page";

import { requestGateAction, rollBackAction } from "../../../../gates/actions";
import { deleteVersionAction, describeVersionAction } from "../../../actions";

type Props = PageProps<"/w/[workspace]/models/[model]/versions/[version]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { model, version } = await params;
  return { title: `${readPart(model)} · version ${version}` };
}

export default async function VersionPage({ params, searchParams }: Props) {
  const { workspace, model, version: text } = await params;
  const search = await searchParams;
  const open = one(search["path"]) ?? "";
  const screen = await view(workspace, async (ctx) => ({
    ...(await readVersion(ctx, readPart(model), Number(text), open)),
    now: ctx.now,
    may: {
      write: may(ctx.actor, "model:write"),
      request: may(ctx.actor, "gate:request"),
      rollBack: may(ctx.actor, "model:rollback"),
    },
  }));

  return (
    <Page>
      <VersionHeader
        screen={screen}
        workspace={workspace}
        now={screen.now}
        rollback={screen.may.rollBack ? screen.rollback : null}
        rollBack={rollBackAction.bind(null, workspace)}
        remove={screen.may.write ? deleteVersionAction.bind(null, workspace) : null}
      />
      <VersionChecks
        screen={screen}
        workspace={workspace}
        request={screen.may.request ? requestGateAction.bind(null, workspace) : null}
      />
      <VersionTabs
        screen={screen}
        workspace={workspace}
        tab={one(search["tab"])}
        open={open}
        describe={screen.may.write ? describeVersionAction.bind(null, workspace) : null}
      />
    </Page>
  );
}

async function readVersion(ctx: ReadCtx, name: string, number: number, open: string) {
  const found = await versionScreen(ctx, name, number);
  const { version } = found;
  const uri =
    version.artifactPath === null ? version.source : `mlflow-artifacts:/${version.artifactPath}`;
  const [gates, votes, rollback, previews, files] = await Promise.all([
    gatesOfVersion(ctx, version.modelId, number),
    votesOfVersion(ctx, version.modelId, number),
    findRollbackTarget(ctx, version.modelId),
    previewGates(ctx, name, number, nextStages(version.stage)),
    artifactsScreen(ctx, uri, open),
  ]);
  return { ...found, gates, votes, rollback, previews, files };
}
