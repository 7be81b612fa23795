import { notFound } from "next/navigation";
import type { ReactNode } from "react";

import { auditSeq } from "@/lib/audit/inputs";
import { getAuditEntry } from "@/lib/audit/queries";
import { view } from "@/lib/transport/page";

type Params = { params: Promise<{ workspace: string; seq: string }>; children: ReactNode };

/** Asked before loading.tsx opens the stream: afterwards the status could no longer be 404. */
export default async function EntryLayout({ params, children }: Params) {
  const { workspace, seq } = await params;
  const asked = auditSeq.safeParse({ seq });
  if (!asked.success) notFound();
  await view(workspace, (ctx) => getAuditEntry(ctx, asked.data.seq));
  return children;
}
