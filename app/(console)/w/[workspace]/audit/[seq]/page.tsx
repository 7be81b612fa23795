import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";

import { fieldChanges } from "@/components/audit/changed-fields";
import { SubjectName } from "@/components/audit/subject-name";
import { CodeBlock } from "@/components/blocks/code-block";
import { DefinitionList } from "@/components/blocks/definition-list";
import { DiffTable } from "@/components/blocks/diff-table";
import { Hash } from "@/components/blocks/hash";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Card, Section } from "@/components/blocks/section";
import { Pager } from "@/components/blocks/table-toolbar";
import { saysOf } from "@/lib/audit/actions";
import { auditSeq } from "@/lib/audit/inputs";
import { getAuditEntry, type AuditDetail } from "@/lib/audit/queries";
import { formatDateTime } from "@/lib/format";
import { pages, pathTo } from "@/lib/paths";
import { view } from "@/lib/transport/page";
import { pagesOfSubjects } from "@/lib/workspace/subject-queries";

type Props = { params: Promise<{ workspace: string; seq: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Audit entry ${(await params).seq}` };
}

export default async function Entry({ params }: Props) {
  const { workspace, seq } = await params;
  const asked = auditSeq.safeParse({ seq });
  if (!asked.success) notFound();
  const { entry, page } = await view(workspace, async (ctx) => {
    const found = await getAuditEntry(ctx, asked.data.seq);
    const places = await pagesOfSubjects(ctx, [found.about]);
    return { entry: found, page: places.get(found.about) };
  });
  const entryPath = (at: number) => pathTo(workspace, pages.auditEntry(at));
  return (
    <Page>
      <PageHeader
        title={`Entry ${entry.seq}`}
        breadcrumbs={[
          { label: "Audit log", href: pathTo(workspace, pages.audit) },
          { label: `Entry ${entry.seq}` },
        ]}
        description={
          <>
            {entry.actorName} {saysOf(entry.action)}:{" "}
            <SubjectName entry={entry} workspace={workspace} page={page} />,{" "}
            {formatDateTime(entry.at)}
          </>
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Section title="What changed">
          <Changes entry={entry} />
        </Section>
        <Section title="Record">
          <Record entry={entry} workspace={workspace} />
        </Section>
      </div>
      <Section
        title="As it was hashed"
        description="The hash is SHA-256 over the previous hash, the number and this text, each on a line of its own."
      >
        <CodeBlock text={entry.body} wrap />
      </Section>
      <Pager
        previousHref={entry.seq > 1 ? entryPath(entry.seq - 1) : undefined}
        nextHref={entryPath(entry.seq + 1)}
      />
    </Page>
  );
}

function Changes({ entry }: { entry: AuditDetail }) {
  const changes = fieldChanges(entry.before, entry.after);
  if (changes.length === 0)
    return (
      <p className="text-muted text-sm">This action records that it happened, and no fields.</p>
    );
  return (
    <DiffTable
      caption="Fields before and after"
      columns={[
        { key: "before", label: "Before" },
        { key: "after", label: "After" },
      ]}
      rows={changes.map(({ key, before, after }) => ({ key, values: [before, after] }))}
    />
  );
}

function Record({ entry, workspace }: { entry: AuditDetail; workspace: string }) {
  return (
    <Card>
      <DefinitionList
        items={[
          { term: "Action", value: <code className="font-mono text-xs">{entry.action}</code> },
          { term: "Subject", value: <Subject entry={entry} workspace={workspace} /> },
          { term: "Who", value: entry.actorName },
          {
            term: "Through",
            value:
              entry.keyId === null ? (
                wayIn[entry.actorKind]
              ) : (
                <Hash value={entry.keyId} label="API key" />
              ),
          },
          { term: "When", value: entry.at.toISOString() },
          { term: "Hash", value: <Hash value={entry.hash} label="hash" /> },
          { term: "Hash before", value: <Hash value={entry.previousHash} label="previous hash" /> },
        ]}
      />
    </Card>
  );
}

function Subject({ entry, workspace }: { entry: AuditDetail; workspace: string }) {
  const { subject, about } = entry;
  const all = pathTo(workspace, pages.audit, { subject: about, logging: "show" });
  return (
    <span className="grid gap-1">
      <code className="font-mono text-xs wrap-anywhere">{subject}</code>
      {about !== subject && (
        <span className="text-muted text-xs wrap-anywhere">
          which was <code className="font-mono">{about}</code>
        </span>
      )}
      <Link className="link text-xs" href={all}>
        All entries about it
      </Link>
    </span>
  );
}

const wayIn: Record<string, string> = {
  user: "a session",
  machine: "an API key",
  job: "background work",
  guest: "first set-up or an invitation",
};
