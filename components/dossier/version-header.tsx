import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";

import { Callout } from "@/components/blocks/callout";
import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { FactStrip } from "@/components/blocks/fact-strip";
import { Hash } from "@/components/blocks/hash";
import { NumberText } from "@/components/blocks/number-text";
import { PageHeader } from "@/components/blocks/page-header";
import { RelativeTime } from "@/components/blocks/relative-time";
import type { FormAction } from "@/components/blocks/use-action-form";
import { RollBack } from "@/components/gates/roll-back";
import { AliasBadge, StageBadge, TierBadge } from "@/components/registry/status-badges";
import { Button } from "@/components/ui/button";
import { tellingApart } from "@/lib/format";
import { pages, pathTo } from "@/lib/paths";
import type { VersionScreen } from "@/lib/workspace/version-screen";

type Props = {
  screen: VersionScreen;
  workspace: string;
  now: Date;
  rollback: { current: number | null; target: number | undefined } | null;
  rollBack: Parameters<typeof RollBack>[0]["action"];
  remove: FormAction | null;
};

export function VersionHeader({ screen, workspace, now, rollback, rollBack, remove }: Props) {
  const { version } = screen;
  const { model } = version;
  const isCurrent = rollback?.current === version.version;
  return (
    <>
      <PageHeader
        title={`Version ${version.version}`}
        breadcrumbs={[
          { label: "Models", href: pathTo(workspace, pages.models) },
          { label: model.name, href: pathTo(workspace, pages.model(model.name)) },
        ]}
        badges={
          <>
            <StageBadge stage={version.stage} />
            <TierBadge tier={model.tier} />
            {version.aliases.map((alias) => (
              <AliasBadge key={alias} alias={alias} />
            ))}
          </>
        }
        actions={
          <>
            {isCurrent && rollback?.target !== undefined && (
              <RollBack
                model={model.name}
                from={rollback.current}
                to={rollback.target}
                action={rollBack}
              />
            )}
            {remove && !screen.stays && (
              <DeleteVersion name={model.name} version={version.version} action={remove} />
            )}
          </>
        }
      />
      {version.damage !== null && (
        <Callout tone="bad" title="Its files are damaged">
          {version.damage} Damaged files are not sent, and no gate and no rollback lets this version
          in, until what was uploaded is there again.
        </Callout>
      )}
      <Facts screen={screen} workspace={workspace} now={now} />
    </>
  );
}

function Facts({ screen, workspace, now }: Pick<Props, "screen" | "workspace" | "now">) {
  const { version, run } = screen;
  return (
    <FactStrip
      facts={[
        run
          ? { label: "Run", value: run.name, href: pathTo(workspace, pages.run(run.id)) }
          : { label: "Run", value: version.runId ? "Not in this workspace" : "None" },
        { label: "Trained by", value: run?.authorName || "–" },
        { label: version.model.primaryMetric ?? "Primary metric", value: primaryMetric(screen) },
        {
          label: "Artifact",
          value: screen.manifest.digest ? (
            <Hash value={screen.manifest.digest} label="sha256" />
          ) : (
            "Not stored here"
          ),
        },
        {
          label: "Registered",
          value: <RelativeTime at={version.createdAt} now={now} />,
          note: version.createdByName,
        },
      ]}
    />
  );
}

function primaryMetric({ version, run }: VersionScreen): ReactNode {
  const { primaryMetric: key, metricLimit } = version.model;
  if (key === null) return "Not set";
  const value = run?.metrics.find((metric) => metric.key === key)?.value;
  return <NumberText value={value} text={tellingApart([value, metricLimit])(value)} />;
}

function DeleteVersion({
  name,
  version,
  action,
}: {
  name: string;
  version: number;
  action: FormAction;
}) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="quiet" icon={<Trash2 aria-hidden />}>
          Delete
        </Button>
      }
      title={`Delete version ${version} of ${name}`}
      consequence="The version and its aliases disappear from lists and from the MLflow API. Its number is never used again, and what was decided about it stays in the audit log."
      confirm="Delete version"
      tone="danger"
      hidden={{ name, version }}
      action={action}
    />
  );
}
