import { Download } from "lucide-react";
import type { Metadata } from "next";

import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditTable } from "@/components/audit/audit-table";
import { VerifyChain } from "@/components/audit/verify-chain";
import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Pager } from "@/components/blocks/table-toolbar";
import { UnreadAddress } from "@/components/blocks/unread-address";
import { buttonStyle } from "@/components/ui/button";
import { address } from "@/lib/address";
import { auditPage } from "@/lib/audit/inputs";
import { listAuditActions, listAuditEntries } from "@/lib/audit/queries";
import { api, pages, pathTo, withQuery } from "@/lib/paths";
import { view } from "@/lib/transport/page";
import { pagesOfSubjects } from "@/lib/workspace/subject-queries";

import { verifyAction } from "../actions";

export const metadata: Metadata = { title: "Audit log" };

const list = address(auditPage);
/** The fields that say themselves what is wrong with them. */
const fields = ["actor", "action", "subject", "from", "to"];

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<Query> };

export default async function Audit({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { asked, given, faults } = list.read(await searchParams);
  const sound = fields.every((field) => faults[field] === undefined);
  const { entries, next, actions, places, now } = await view(workspace, async (ctx) => {
    const page = sound ? await listAuditEntries(ctx, asked, asked) : { entries: [], next: null };
    const about = page.entries.map((entry) => entry.about);
    return {
      ...page,
      places: await pagesOfSubjects(ctx, about),
      actions: await listAuditActions(ctx),
      now: ctx.now,
    };
  });
  const base = pathTo(workspace, pages.audit);
  const { cursor: _cursor, limit: _limit, ...filter } = given;
  const filtered = Object.keys(filter).length > 0;
  return (
    <Page>
      <PageHeader
        title="Audit log"
        description="Every change of this workspace, by whom and when, in a chain that shows tampering."
        actions={
          <a className={buttonStyle({})} href={pathTo(workspace, api.auditExport, filter)} download>
            <Download aria-hidden />
            Export
          </a>
        }
      />
      <VerifyChain workspace={workspace} verify={verifyAction.bind(null, workspace)} />
      <AuditFilters
        key={withQuery("", filter)}
        values={filter}
        actions={actions}
        errors={faults}
        clearHref={base}
      />
      <UnreadAddress faults={faults} except={fields} />
      <AuditTable
        workspace={workspace}
        entries={entries}
        places={places}
        now={now}
        empty={
          filtered ? (
            <FilteredAway what="entries" clearHref={base} />
          ) : (
            <EmptyState title="No entries yet">Every change will be recorded here.</EmptyState>
          )
        }
      />
      <Pager
        previousHref={asked.cursor === undefined ? undefined : list.link(base, asked)}
        previousLabel="Newest"
        nextHref={next === null ? undefined : list.link(base, asked, { cursor: next })}
      />
    </Page>
  );
}
