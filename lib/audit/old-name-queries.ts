import "server-only";
import { and, asc, inArray, isNull } from "drizzle-orm";

import { auditEntries } from "@/drizzle/schema/audit";
import { heldNames, nameActions, type Held } from "@/lib/audit/old-names";
import { query } from "@/lib/query";

/** Which model bore which name when, as far as entries from before subjects were ids need it: none on a newer chain. */
export const listHeldNames = query({
  permission: "audit:read",
  run: async ({ read, here }): Promise<Held[]> =>
    heldNames(
      await read
        .select({
          seq: auditEntries.seq,
          action: auditEntries.action,
          subject: auditEntries.subject,
          body: auditEntries.body,
        })
        .from(auditEntries)
        .where(
          and(
            here(auditEntries),
            inArray(auditEntries.action, nameActions),
            isNull(auditEntries.name),
          ),
        )
        .orderBy(asc(auditEntries.seq)),
    ),
});
