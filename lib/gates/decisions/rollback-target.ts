export type Approval = { version: number; at: Date };
/** A version leaving production because somebody rolled it back. */
export type RolledBack = { version: number; at: Date };

export type History = {
  /** The version in production now; null when there is none. */
  current: number | null;
  /** Every go of a production gate. */
  approvals: readonly Approval[];
  rolledBack: readonly RolledBack[];
  /** Versions that can serve: not deleted, not retired. */
  usable: ReadonlySet<number>;
};

/**
 * The last version approved for production before the current one was. A version that was itself rolled back after
 * its approval is passed over, so rolling back twice goes further back and never forward again.
 */
export function rollbackTarget(history: History): number | undefined {
  const { current, approvals, rolledBack, usable } = history;
  const newestFirst = approvals.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const currentSince = newestFirst.find(({ version }) => version === current)?.at;
  return newestFirst.find(
    ({ version, at }) =>
      version !== current &&
      usable.has(version) &&
      (currentSince === undefined || at < currentSince) &&
      !rolledBack.some((back) => back.version === version && back.at > at),
  )?.version;
}
