import type { ReactNode } from "react";

import { getExperiment } from "@/lib/experiments/experiment-queries";
import { view } from "@/lib/transport/page";

type Params = { params: Promise<{ workspace: string; experimentId: string }>; children: ReactNode };

/** Asked before loading.tsx opens the stream: afterwards the status could no longer be 404. */
export default async function ExperimentLayout({ params, children }: Params) {
  const { workspace, experimentId } = await params;
  await view(workspace, (ctx) => getExperiment(ctx, experimentId));
  return children;
}
