import { notFound } from "next/navigation";
import type { ReactNode } from "react";

import { gateExists } from "@/lib/gates/gate-queries";
import { view } from "@/lib/transport/page";

type Params = { params: Promise<{ workspace: string; gateId: string }>; children: ReactNode };

/** Asked before loading.tsx opens the stream: afterwards the status could no longer be 404. */
export default async function GateLayout({ params, children }: Params) {
  const { workspace, gateId } = await params;
  if (!(await view(workspace, (ctx) => gateExists(ctx, gateId)))) notFound();
  return children;
}
