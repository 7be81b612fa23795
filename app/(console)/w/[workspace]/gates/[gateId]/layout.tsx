import type { ReactNode } from "react";

import { getGate } from "@/lib/gates/gate-queries";
import { view } from "@/lib/transport/page";

type Params = { params: Promise<{ workspace: string; gateId: string }>; children: ReactNode };

/** Asked before loading.tsx opens the stream: afterwards the status could no longer be 404. */
export default async function GateLayout({ params, children }: Params) {
  const { workspace, gateId } = await params;
  await view(workspace, (ctx) => getGate(ctx, gateId));
  return children;
}
