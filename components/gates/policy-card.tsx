import { DataTable, type Column } from "@/components/blocks/data-table";
import { DefinitionList } from "@/components/blocks/definition-list";
import { Section } from "@/components/blocks/section";
import { LevelBadge } from "@/components/gates/status-badges";
import { StageBadge } from "@/components/registry/status-badges";
import { roleNames } from "@/lib/auth/role-names";
import { reviewerRoles } from "@/lib/auth/rules";
import { formatDate } from "@/lib/format";
import type { PolicyRecord } from "@/lib/gates/policies/queries";
import type { PolicyCheck, PolicyContent } from "@/lib/gates/rules";

const columns: Column<PolicyCheck>[] = [
  { key: "level", header: "Level", cell: ({ level }) => <LevelBadge level={level} /> },
  {
    key: "title",
    header: "Check",
    heading: true,
    cell: ({ title, remedy }) => (
      <div className="max-w-md space-y-0.5">
        <div className="font-medium">{title}</div>
        {remedy !== undefined && <div className="text-muted text-xs font-normal">{remedy}</div>}
      </div>
    ),
  },
  {
    key: "expression",
    header: "Holds when",
    help: "An expression in CEL over the evidence; the objects it can read are listed below.",
    cell: ({ expression }) => (
      <code className="block min-w-48 font-mono text-xs wrap-anywhere whitespace-normal">
        {expression}
      </code>
    ),
  },
];

/** One policy, read-only: who must say go, whether the gate can be passed by, and each check. */
export function PolicyCard({ policy }: { policy: PolicyRecord }) {
  const { stage, revision, content, createdAt, createdByName } = policy;
  return (
    <Section
      title={
        <span className="flex items-center gap-2">
          To enter <StageBadge stage={stage} />
        </span>
      }
      description={`Revision ${revision}, since ${formatDate(createdAt)}${createdByName ? ` by ${createdByName}` : ""}.`}
      id={stage}
    >
      <DefinitionList
        items={[
          { term: "Must say go", value: quorumInWords(content.quorum) },
          {
            term: "Through the MLflow API",
            value:
              content.directChanges === "allow"
                ? "The stage may be set directly; it is recorded."
                : "Refused: only this gate moves the stage and the champion alias.",
          },
          {
            term: "Never decide",
            value: "Whoever asked for the gate, whoever had a hand in the version, and API keys.",
          },
        ]}
      />
      <DataTable
        caption={`Checks to enter ${stage}`}
        columns={columns}
        rows={content.checks}
        rowKey={({ id }) => id}
        empty={<p className="text-muted text-sm">No check: the reviewers decide alone.</p>}
      />
    </Section>
  );
}

function quorumInWords(quorum: PolicyContent["quorum"]): string {
  const parts = reviewerRoles.flatMap((role) => {
    const count = quorum[role] ?? 0;
    const name = roleNames[role].label.toLowerCase();
    return count === 0 ? [] : [`${count} ${name}${count > 1 ? "s" : ""}`];
  });
  return `${parts.join(" and ")}${parts.length > 1 ? "; one person counts once" : ""}`;
}
