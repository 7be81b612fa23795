import type { Metadata } from "next";
import type { ReactNode } from "react";

import { ClientLinks } from "@/components/auth/client-links";
import { AppShell } from "@/components/shell/app-shell";
import { listWorkspacesOf } from "@/lib/auth/identity/identity-queries";
import { may, type Actor } from "@/lib/auth/rules";
import { openGateCount } from "@/lib/gates/gate-row-queries";
import { view } from "@/lib/transport/page";

type Params = { params: Promise<{ workspace: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { workspace } = await params;
  return { title: { default: workspace, template: `%s · ${workspace} · Gatehouse` } };
}

export default async function WorkspaceLayout({
  params,
  children,
}: Params & { children: ReactNode }) {
  const { workspace } = await params;
  const shell = await view(workspace, async (ctx) => {
    const { actor } = ctx;
    const [workspaces, openGates] = await Promise.all([
      actor.id === null ? [] : listWorkspacesOf(actor.id),
      openGateCount(ctx),
    ]);
    return {
      workspace: ctx.workspace,
      workspaces: workspaces.filter(({ active }) => active),
      user: personOf(actor),
      openGates,
      mayAudit: may(actor, "audit:read"),
    };
  });
  return (
    <AppShell {...shell}>
      <ClientLinks workspace={workspace} />
      {children}
    </AppShell>
  );
}

function personOf(actor: Actor) {
  const email = actor.kind === "user" ? actor.email : "";
  return { name: actor.name, email, roles: "roles" in actor ? [...actor.roles] : [] };
}
