import { EmptyState } from "@/components/blocks/empty-state";
import { Section } from "@/components/blocks/section";
import { CheckSummary } from "@/components/gates/check-summary";
import { GateChecks } from "@/components/gates/gate-checks";
import { RequestGate } from "@/components/gates/request-gate";
import { ButtonLink } from "@/components/ui/button";
import { roleNames } from "@/lib/auth/role-names";
import { reviewerRoles } from "@/lib/auth/rules";
import type { Quorum } from "@/lib/gates/decisions/decision";
import { blocking } from "@/lib/gates/policies/blocking";
import type { GatePreview } from "@/lib/gates/preview-queries";
import { pages, pathTo } from "@/lib/paths";
import type { Stage } from "@/lib/registry/rules";
import type { VersionScreen } from "@/lib/workspace/version-screen";

type Props = {
  screen: VersionScreen;
  workspace: string;
  /** Null when the reader may not ask for a gate. */
  request: Parameters<typeof RequestGate>[0]["action"] | null;
};

const towards: Record<Stage, string> = {
  experimental: "Checks",
  staging: "Checks towards staging",
  production: "Checks towards production",
  retired: "Checks towards retirement",
};

/** What the next gate would say of this version now, and the way to ask for it. */
export function VersionChecks({ screen, workspace, request }: Props) {
  const [next, ...others] = screen.previews;
  if (!next) return null;
  const { version } = screen;
  const results = next.checks;
  return (
    <Section
      title={towards[next.stage]}
      description={
        next.tier === "unclassified"
          ? "Without a risk tier the checks for unclassified models apply."
          : `As the policy for ${next.tier} risk asks, on the evidence of this moment.`
      }
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <CheckSummary
            passed={results.filter(({ verdict }) => verdict === "pass").length}
            total={results.length}
            blocking={blocking(results).length}
          />
          {[...others, next].map((preview) => (
            <Ask
              key={preview.stage}
              preview={preview}
              model={version.model.name}
              version={version.version}
              workspace={workspace}
              request={request}
              primary={preview === next}
            />
          ))}
        </div>
      }
    >
      {results.length === 0 ? (
        <EmptyState title="Nothing is checked for this stage">
          The policy asks for no check here; the quorum decides.
        </EmptyState>
      ) : (
        <GateChecks
          workspace={workspace}
          model={version.model.name}
          results={results}
          policy={next.policy}
        />
      )}
    </Section>
  );
}

function Ask({
  preview,
  model,
  version,
  workspace,
  request,
  primary,
}: {
  preview: GatePreview;
  model: string;
  version: number;
  workspace: string;
  request: Props["request"];
  primary: boolean;
}) {
  const { stage, openGateId } = preview;
  if (openGateId !== null)
    return (
      <ButtonLink
        href={pathTo(workspace, pages.gate(openGateId))}
        variant={primary ? "primary" : "secondary"}
      >
        Open gate for {stage}
      </ButtonLink>
    );
  if (!request || stage === "experimental") return null;
  return (
    <RequestGate
      model={model}
      version={version}
      stage={stage}
      blocking={blocking(preview.checks).length}
      vacant={rolesIn(preview.vacant)}
      action={request}
      variant={primary && stage !== "retired" ? "primary" : "secondary"}
    />
  );
}

const rolesIn = (seats: Quorum) =>
  reviewerRoles
    .filter((role) => (seats[role] ?? 0) > 0)
    .map((role) => roleNames[role].label.toLowerCase())
    .join(", ");
