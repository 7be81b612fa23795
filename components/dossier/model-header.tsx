import { Trash2 } from "lucide-react";
import Link from "next/link";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { FactStrip } from "@/components/blocks/fact-strip";
import { PageHeader } from "@/components/blocks/page-header";
import type { FormAction } from "@/components/blocks/use-action-form";
import { RollBack } from "@/components/gates/roll-back";
import { AliasBadge, TierBadge } from "@/components/registry/status-badges";
import { Button } from "@/components/ui/button";
import type { GateRow } from "@/lib/gates/gate-rows";
import { pages, pathTo } from "@/lib/paths";
import type { ModelRecord } from "@/lib/registry/queries";

type RollBackProps = Parameters<typeof RollBack>[0];

type Props = {
  model: ModelRecord;
  workspace: string;
  openGates: readonly GateRow[];
  serving: number | null;
  /** Some version of it only leaves by a gate, so it cannot be deleted. */
  stays: boolean;
  /** Null when the reader may not roll back. */
  rollback: { current: number | null; target: number | undefined } | null;
  rollBack: RollBackProps["action"];
  remove: FormAction | null;
};

export function ModelHeader(props: Props) {
  const { model, workspace, rollback, openGates, serving } = props;
  return (
    <>
      <PageHeader
        title={model.name}
        breadcrumbs={[{ label: "Models", href: pathTo(workspace, pages.models) }]}
        badges={<TierBadge tier={model.tier} />}
        actions={
          <>
            {rollback?.target !== undefined && (
              <RollBack
                model={model.name}
                from={rollback.current}
                to={rollback.target}
                action={props.rollBack}
              />
            )}
            {props.remove && !props.stays && (
              <DeleteModel name={model.name} action={props.remove} />
            )}
          </>
        }
      />
      <FactStrip
        facts={[
          serving === null
            ? { label: "Serving", value: "None" }
            : {
                label: "Serving",
                value: `Version ${serving}`,
                href: pathTo(workspace, pages.version(model.name, serving)),
              },
          { label: "Aliases", value: <Aliases model={model} workspace={workspace} /> },
          {
            label: "Open gates",
            value: openGates.length,
            ...(openGates.length === 0
              ? {}
              : { href: pathTo(workspace, pages.gates, { model: model.name }) }),
          },
          { label: "Owner", value: model.ownerName || "Nobody" },
          { label: "Primary metric", value: model.primaryMetric ?? "Not set" },
        ]}
      />
    </>
  );
}

function Aliases({ model, workspace }: { model: ModelRecord; workspace: string }) {
  if (model.aliases.length === 0) return "None";
  return (
    <span className="flex flex-wrap gap-x-2 gap-y-1">
      {model.aliases.map(({ alias, version }) => (
        <Link
          key={alias}
          href={pathTo(workspace, pages.version(model.name, version))}
          className="inline-flex items-center gap-1"
        >
          <AliasBadge alias={alias} />
          <span className="num text-muted text-xs">v{version}</span>
        </Link>
      ))}
    </span>
  );
}

function DeleteModel({ name, action }: { name: string; action: FormAction }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="quiet" icon={<Trash2 aria-hidden />}>
          Delete
        </Button>
      }
      title={`Delete ${name}`}
      consequence="The model, its versions and its aliases disappear from lists and from the MLflow API. What was decided about them stays in the audit log."
      confirm="Delete model"
      tone="danger"
      hidden={{ name }}
      action={action}
    />
  );
}
