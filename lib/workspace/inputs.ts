import { z } from "zod";

/** What somebody types to find a thing by its name or id. */
export const findInput = z.strictObject({
  query: z.string().trim().min(1, "Say what to look for.").max(200),
});
