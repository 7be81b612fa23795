/** A reaction that failed is tried again later, or waits for an admin. */
export const reactionStates = ["waiting", "parked"] as const;
export type ReactionState = (typeof reactionStates)[number];

const patience = 5 * 60_000;

/** A follower goes on within a second, or a minute where its wake-up was lost; later than that nobody is at work. */
export function isLate({ since }: { since: Date | null }, now: Date): boolean {
  return since !== null && now.getTime() - since.getTime() > patience;
}
