import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";

import type { Workspace } from "@/lib/auth/identity/identity-queries";
import { pageActor } from "@/lib/auth/identity/session";
import type { Actor } from "@/lib/auth/rules";
import type { Memo } from "@/lib/command";
import { asRefusal } from "@/lib/db/faults";
import { Refusal } from "@/lib/errors";
import { pages, pathTo, site, withQuery } from "@/lib/paths";

export type PageCtx = { actor: Actor; now: Date; workspace: Workspace; memo: Memo };

/** One for each request, so that a page's layout, metadata and parts share the answers to what several of them ask. */
const pageCtx = cache(async (workspace: string): Promise<PageCtx> => {
  const { actor, workspace: found } = await pageActor(workspace);
  return { actor, workspace: found, now: new Date(), memo: new Map() };
});

/** Reads for a page. What one may not see looks the same as what is not there. */
export async function view<Result>(
  workspace: string,
  read: (ctx: PageCtx) => Promise<Result>,
): Promise<Result> {
  try {
    return await read(await pageCtx(workspace));
  } catch (error) {
    const refusal = asRefusal(error);
    if (!(refusal instanceof Refusal)) throw error;
    // Without any cookie next.config.ts has redirected already, with the whole address.
    if (refusal.code === "unauthenticated")
      redirect(withQuery(site.signIn, { from: pathTo(workspace, pages.home) }));
    if (refusal.code === "unavailable" || refusal.code === "too_costly") throw refusal;
    notFound();
  }
}
