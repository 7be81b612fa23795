import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { AtRisk } from "@/components/home/at-risk";
import { FirstCall } from "@/components/home/first-call";
import { RecentlyDecided } from "@/components/home/recently-decided";
import { WaitingForYou } from "@/components/home/waiting-for-you";
import { settings } from "@/lib/settings";
import { view } from "@/lib/transport/page";
import { homeOf } from "@/lib/workspace/home-screen";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { home, name } = await view(workspace, async (ctx) => ({
    home: await homeOf(ctx),
    name: ctx.workspace.name,
  }));
  if (home.fresh)
    return (
      <Page width="reading">
        <PageHeader title={name} description="Nothing has been logged in this workspace yet." />
        <FirstCall workspace={workspace} origin={settings().publicUrl} />
      </Page>
    );
  return (
    <Page>
      <PageHeader title={name} />
      <WaitingForYou
        workspace={workspace}
        waiting={home.waiting}
        toFix={home.toFix}
        open={home.open}
      />
      <AtRisk workspace={workspace} risks={home.atRisk} />
      <RecentlyDecided workspace={workspace} decided={home.decided} rollbacks={home.rollbacks} />
    </Page>
  );
}
