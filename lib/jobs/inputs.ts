import { z } from "zod";

/** A follower's reaction to one entry of the chain. */
export const ReactionId = z.strictObject({
  follower: z.string().regex(/^[a-z_]{1,100}$/, "Name a follower."),
  seq: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 52),
});
