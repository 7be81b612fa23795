import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Section } from "@/components/blocks/section";
import { Pager } from "@/components/blocks/table-toolbar";
import { UnreadAddress } from "@/components/blocks/unread-address";
import { BackgroundVerdict } from "@/components/settings/background-verdict";
import { FollowerTable } from "@/components/settings/follower-table";
import { ReactionTable } from "@/components/settings/reaction-table";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { address } from "@/lib/address";
import { ReactionFilter } from "@/lib/jobs/inputs";
import { pages, pathTo } from "@/lib/paths";
import { view } from "@/lib/transport/page";
import { backgroundScreen } from "@/lib/workspace/background-screen";

import { dismissAction, retryAction } from "./actions";

export const metadata: Metadata = { title: "Background work" };

const list = address(ReactionFilter);

type Props = PageProps<"/w/[workspace]/settings/background">;

export default async function Background({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { asked, faults } = list.read(await searchParams);
  const { followers, parked, heads, reactions, next, now } = await view(workspace, async (ctx) => ({
    ...(await backgroundScreen(ctx, asked)),
    now: ctx.now,
  }));
  const base = pathTo(workspace, pages.background);
  return (
    <Page>
      <PageHeader
        title="Background work"
        description="What follows from entries of the audit log without anybody asking for it."
      />
      <SettingsTabs workspace={workspace} active="background" seesJobs />
      <BackgroundVerdict followers={followers} parked={parked} heads={heads} now={now} />
      <Section
        title="Reactions that failed"
        description="Each is tried again after 5 seconds, 10, 20 and so on; after the eighth time it waits for you. Everything else goes on meanwhile."
      >
        <UnreadAddress faults={faults} />
        <ReactionTable
          workspace={workspace}
          reactions={reactions}
          now={now}
          retry={retryAction.bind(null, workspace)}
          dismiss={dismissAction.bind(null, workspace)}
        />
        <Pager
          previousHref={asked.cursor === undefined ? undefined : list.link(base, asked)}
          previousLabel="Newest"
          nextHref={next === null ? undefined : list.link(base, asked, { cursor: next })}
        />
      </Section>
      <Section
        title="Followers"
        description="Each reads the log in order from where it stands, usually within a second."
      >
        <FollowerTable followers={followers} now={now} />
      </Section>
    </Page>
  );
}
