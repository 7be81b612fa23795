import type { Metadata } from "next";

import { EmptyState } from "@/components/blocks/empty-state";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { FilterChips, TableToolbar } from "@/components/blocks/table-toolbar";
import { EvidenceGuide } from "@/components/gates/evidence-guide";
import { PolicyCard } from "@/components/gates/policy-card";
import { listPolicies } from "@/lib/gates/policies/queries";
import { policyTiers, type PolicyTier } from "@/lib/gates/rules";
import { pages, pathTo } from "@/lib/paths";
import { view } from "@/lib/transport/page";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ tier?: string | string[] }>;
};

export const metadata: Metadata = { title: "Policies" };

const tierLabels: Record<PolicyTier, string> = {
  high: "High risk",
  moderate: "Moderate risk",
  low: "Low risk",
  unclassified: "Unclassified",
};

export default async function PoliciesPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { tier: wanted } = await searchParams;
  const tier = policyTiers.find((known) => known === wanted) ?? "high";
  const policies = await view(workspace, (ctx) => listPolicies(ctx));
  const shown = policies.filter((policy) => policy.tier === tier);
  return (
    <Page>
      <PageHeader
        title="Policies"
        description="What must hold before a version enters a stage, by the risk tier of its model. Each gate keeps the revision it was opened under."
      />
      <TableToolbar>
        <FilterChips
          label="Risk tier"
          items={policyTiers.toReversed().map((known) => ({
            label: tierLabels[known],
            href: pathTo(workspace, pages.policies, { tier: known }),
            active: known === tier,
          }))}
        />
      </TableToolbar>
      {shown.length === 0 ? (
        <EmptyState title="No policy for this tier">
          Without one no gate can open, so versions of such models stay where they are.
        </EmptyState>
      ) : (
        shown.map((policy) => <PolicyCard key={policy.stage} policy={policy} />)
      )}
      <EvidenceGuide />
    </Page>
  );
}
