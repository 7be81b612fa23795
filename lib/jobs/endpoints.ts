import { z } from "zod";

import { get, moment, nothing, pageOf, post } from "@/lib/endpoint";
import { ReactionFilter, ReactionId } from "@/lib/jobs/inputs";
import { reactionStates } from "@/lib/jobs/rules";

const Follower = z
  .strictObject({
    name: z.string(),
    says: z.string(),
    behind: z.int().meta({ description: "How many entries wait for it." }),
    since: moment.nullable().meta({ description: "Of the oldest that waits." }),
  })
  .meta({ id: "Follower" });

const Reaction = z
  .strictObject({
    follower: z.string(),
    seq: z.int().meta({ description: "The entry that it could not act on." }),
    action: z.string(),
    subject: z.string(),
    name: z.string().nullable(),
    status: z.enum(reactionStates).meta({ description: "Parked ones wait for an admin." }),
    attempts: z.int(),
    fault: z.string(),
    failedAt: moment,
    nextAt: moment.nullable(),
  })
  .meta({ id: "Reaction" });

const ofReaction = z.strictObject({ follower: z.string(), seq: z.int() });

export const jobEndpoints = {
  followers: get("followers", "Say how far each follower is behind the chain", {
    input: nothing,
    answer: z.strictObject({ followers: z.array(Follower) }),
  }),
  reactions: get("reactions", "List reactions that failed, by the newest entry first", {
    input: ReactionFilter,
    answer: pageOf({ reactions: z.array(Reaction) }),
  }),
  retry: post("reactions/{follower}/{seq}/retry", "Try a failed reaction again, at once", {
    input: ReactionId,
    answer: ofReaction.extend({ status: z.literal("waiting") }),
  }),
  dismiss: post("reactions/{follower}/{seq}/dismiss", "Dismiss a parked reaction", {
    input: ReactionId,
    answer: ofReaction,
  }),
};
