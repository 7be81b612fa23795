import type { ReactNode } from "react";

import { readPart } from "@/lib/paths";
import { getModel } from "@/lib/registry/queries";
import { view } from "@/lib/transport/page";

type Params = { params: Promise<{ workspace: string; model: string }>; children: ReactNode };

/** Asked before loading.tsx opens the stream: afterwards the status could no longer be 404. */
export default async function ModelLayout({ params, children }: Params) {
  const { workspace, model } = await params;
  await view(workspace, (ctx) => getModel(ctx, readPart(model)));
  return children;
}
