import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Section } from "@/components/blocks/section";
import { KeyTable } from "@/components/settings/key-table";
import { NewKeyDialog } from "@/components/settings/new-key-dialog";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { listKeys } from "@/lib/auth/queries";
import { may } from "@/lib/auth/rules";
import { view } from "@/lib/transport/page";

import { createKeyAction, revokeKeyAction } from "./actions";

export const metadata: Metadata = { title: "API keys" };

export default async function Keys({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { keys, you, mayMake, seesAll, seesJobs } = await view(workspace, async (ctx) => ({
    keys: await listKeys(ctx),
    you: ctx.actor.id,
    mayMake: may(ctx.actor, "key:write"),
    seesAll: may(ctx.actor, "member:write"),
    seesJobs: may(ctx.actor, "job:read"),
  }));
  const revoke = revokeKeyAction.bind(null, workspace);
  const mine = keys.filter(({ ownerId }) => ownerId === you);
  const others = keys.filter(({ ownerId }) => ownerId !== you);
  return (
    <Page>
      <PageHeader
        title="API keys"
        description="For scripts and MLflow clients. A key does what its owner may do, within its scopes."
        actions={
          mayMake && (
            <NewKeyDialog workspace={workspace} make={createKeyAction.bind(null, workspace)} />
          )
        }
      />
      <SettingsTabs workspace={workspace} active="keys" seesJobs={seesJobs} />
      <KeyTable caption="Your keys" keys={mine} owners={false} revoke={revoke} />
      {seesAll && others.length > 0 && (
        <Section title="Keys of others" count={others.length}>
          <KeyTable caption="Keys of others" keys={others} owners revoke={revoke} />
        </Section>
      )}
    </Page>
  );
}
