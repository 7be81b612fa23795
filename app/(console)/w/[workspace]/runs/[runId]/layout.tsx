import type { ReactNode } from "react";

import { getRun } from "@/lib/experiments/runs/run-queries";
import { readPart } from "@/lib/paths";
import { view } from "@/lib/transport/page";

type Params = { params: Promise<{ workspace: string; runId: string }>; children: ReactNode };

/** Asked before loading.tsx opens the stream: afterwards the status could no longer be 404. */
export default async function RunLayout({ params, children }: Params) {
  const { workspace, runId } = await params;
  await view(workspace, (ctx) => getRun(ctx, readPart(runId)));
  return children;
}
