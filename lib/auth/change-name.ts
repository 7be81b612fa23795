import "server-only";
import { eq } from "drizzle-orm";

import { users } from "@/drizzle/schema/auth";
import { changeNameInput } from "@/lib/auth/inputs";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** Records made so far keep the name they were made under. */
export const changeName = command({
  permission: "profile:write",
  input: changeNameInput,
  run: async ({ tx, actor }, { name }) => {
    if (actor.id === null) throw new Refusal("missing", "There is no such account.");
    await tx.update(users).set({ name }).where(eq(users.id, actor.id));
    return {
      result: { name },
      audit: {
        action: "member.change_name",
        subject: `member:${actor.id}`,
        name,
        before: { name: actor.name },
        after: { name },
      },
    };
  },
});
