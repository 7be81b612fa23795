import "server-only";
import { asc } from "drizzle-orm";

import { workspaces } from "@/drizzle/schema/auth";
import type { Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";

/** The actor of a background task, one for each workspace: work never crosses from one to another. */
export async function jobActors(task: string): Promise<Actor[]> {
  const rows = await db.select({ id: workspaces.id }).from(workspaces).orderBy(asc(workspaces.id));
  return rows.map(({ id }) => ({ kind: "job", workspaceId: id, id: null, name: task }));
}
