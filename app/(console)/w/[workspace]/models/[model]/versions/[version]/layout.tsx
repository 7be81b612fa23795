import { notFound } from "next/navigation";
import type { ReactNode } from "react";

import { readPart } from "@/lib/paths";
import { getVersion } from "@/lib/registry/queries";
import { view } from "@/lib/transport/page";

type Params = {
  params: Promise<{ workspace: string; model: string; version: string }>;
  children: ReactNode;
};

/** Asked before loading.tsx opens the stream: afterwards the status could no longer be 404. */
export default async function VersionLayout({ params, children }: Params) {
  const { workspace, model, version } = await params;
  if (!/^[1-9]\d{0,8}$/.test(version)) notFound();
  await view(workspace, (ctx) => getVersion(ctx, readPart(model), Number(version)));
  return children;
}
