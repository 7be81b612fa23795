import "server-only";
import { findIn as inExperiments } from "@/lib/experiments/find-queries";
import { findIn as inGates } from "@/lib/gates/find-queries";
import type { Within } from "@/lib/paths";
import { query } from "@/lib/query";
import { findIn as inRegistry } from "@/lib/registry/find-queries";

/** A thing of the workspace and the page it has. */
export type Found = { kind: string; title: string; detail: string; path: Within };

/** Things of the workspace by name or id, as each module finds them. */
export const findInWorkspace = query({
  permission: "tracking:read",
  run: async (ctx, text: string): Promise<Found[]> => {
    const modules = [inRegistry, inGates, inExperiments];
    return (await Promise.all(modules.map((findIn) => findIn(ctx, text)))).flat();
  },
});
