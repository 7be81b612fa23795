import "server-only";
import { notFound, redirect } from "next/navigation";

import type { Workspace } from "@/lib/auth/identity-queries";
import type { Actor } from "@/lib/auth/rules";
import { pageActor } from "@/lib/auth/session";
import { asRefusal } from "@/lib/db/faults";
import { Refusal } from "@/lib/errors";
import { pages, pathTo, site, withQuery } from "@/lib/paths";

export type PageCtx = { actor: Actor; now: Date; workspace: Workspace };

/** Reads for a page. What one may not see looks the same as what is not there. */
export async function view<Result>(
  workspace: string,
  read: (ctx: PageCtx) => Promise<Result>,
): Promise<Result> {
  try {
    return await read({ ...(await pageActor(workspace)), now: new Date() });
  } catch (error) {
    const refusal = asRefusal(error);
    if (!(refusal instanceof Refusal)) throw error;
    // Without any cookie next.config.ts has redirected already, with the whole address.
    if (refusal.code === "unauthenticated")
      redirect(withQuery(site.signIn, { from: pathTo(workspace, pages.home) }));
    if (refusal.code === "unavailable") throw error;
    notFound();
  }
}
