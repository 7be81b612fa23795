import type { ReactNode } from "react";

import { loggedModelScreen } from "@/lib/experiments/logged-models/logged-model-screen";
import { view } from "@/lib/transport/page";

type Params = { params: Promise<{ workspace: string; modelId: string }>; children: ReactNode };

/** Asked before loading.tsx opens the stream: afterwards the status could no longer be 404. */
export default async function LoggedModelLayout({ params, children }: Params) {
  const { workspace, modelId } = await params;
  await view(workspace, (ctx) => loggedModelScreen(ctx, modelId));
  return children;
}
