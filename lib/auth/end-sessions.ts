import "server-only";
import { eq, sql } from "drizzle-orm";

import { users } from "@/drizzle/schema/auth";
import { nothingInput } from "@/lib/auth/inputs";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** Signs a person out everywhere, in every workspace. Their API keys stay. */
export const endSessions = command({
  permission: "profile:write",
  input: nothingInput,
  run: async ({ tx, actor }) => {
    if (actor.id === null) throw new Refusal("missing", "There is no such account.");
    await tx
      .update(users)
      .set({ sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(eq(users.id, actor.id));
    return {
      result: {},
      audit: { action: "member.end_sessions", subject: `member:${actor.id}`, name: actor.name },
    };
  },
});
