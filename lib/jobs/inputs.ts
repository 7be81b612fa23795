import { z } from "zod";

import { reactionStates } from "@/lib/jobs/rules";
import { paging } from "@/lib/paging";

/** A follower's reaction to one entry of the chain. */
export const ReactionId = z.strictObject({
  follower: z.string().regex(/^[a-z_]{1,100}$/, "Name a follower."),
  seq: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 52),
});

export const ReactionFilter = z.object({
  status: z.enum([...reactionStates, "all"]).default("all"),
  ...paging(50, 100),
});
export type ReactionFilter = z.output<typeof ReactionFilter>;
