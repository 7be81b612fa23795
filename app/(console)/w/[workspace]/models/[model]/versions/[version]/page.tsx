import type { Metadata } from "next";
import { permanentRedirect } from "next/navigation";

import { Page } from "@/components/blocks/page";
import { VersionChecks } from "@/components/dossier/version-checks";
import { VersionHeader } from "@/components/dossier/version-header";
import { VersionTabs } from "@/components/dossier/version-tabs";
import { findIn, one } from "@/lib/address";
import { may } from "@/lib/auth/rules";
import { pages, pathTo, readPart } from "@/lib/paths";
import { view } from "@/lib/transport/page";
import { versionScreen } from "@/lib/workspace/version-screen";

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
  const find = findIn(search);
  const screen = await view(workspace, async (ctx) => ({
    ...(await versionScreen(ctx, readPart(model), Number(text), { open, find })),
    now: ctx.now,
    may: {
      write: may(ctx.actor, "model:write"),
      request: may(ctx.actor, "gate:request"),
      rollBack: may(ctx.actor, "model:rollback"),
    },
  }));

  const { version } = screen;
  if (version.model.name !== readPart(model))
    permanentRedirect(pathTo(workspace, pages.version(version.model.name, version.version)));

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
