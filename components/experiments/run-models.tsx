import Link from "next/link";

import { Card } from "@/components/blocks/section";
import { LoggedModelStatusBadge } from "@/components/experiments/status-badges";
import type { LoggedModelBrief } from "@/lib/experiments/logged-models/logged-model-screen";
import { pages, pathTo } from "@/lib/paths";

export function RunModels({
  models,
  workspace,
}: {
  models: readonly LoggedModelBrief[];
  workspace: string;
}) {
  if (models.length === 0) return null;
  return (
    <Card title="Logged models">
      <ul className="space-y-1.5 text-sm">
        {models.map((model) => (
          <li key={model.id} className="flex flex-wrap items-center gap-2">
            <LoggedModelStatusBadge status={model.status} />
            <Link className="link" href={pathTo(workspace, pages.loggedModel(model.id))}>
              {model.name}
            </Link>
            <span className="text-muted font-mono text-xs">{model.id.slice(0, 10)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
