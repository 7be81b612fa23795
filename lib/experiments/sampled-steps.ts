type Logged = { runId: string; step: number };
type Range = { maxResults: number; from?: number | undefined; to?: number | undefined };

/**
 * Which steps to show when there are more than `maxResults`: every nth of all steps, and the last, plus each run's
 * own first and last, as MLflow samples them. `logged` is in the order of steps.
 */
export function sampledSteps(logged: readonly Logged[], { maxResults }: Range): number[] {
  const all = [...new Set(logged.map(({ step }) => step))];
  if (all.length <= maxResults) return all;
  const stride = all.length / maxResults;
  const chosen = new Set<number>();
  for (let at = 0; at < maxResults; at++) {
    const step = all[Math.floor(at * stride)];
    if (step !== undefined) chosen.add(step);
  }
  const ends = new Map<string, { first: number; last: number }>();
  for (const { runId, step } of logged)
    ends.set(runId, { first: ends.get(runId)?.first ?? step, last: step });
  for (const { first, last } of ends.values()) chosen.add(first).add(last);
  return [...chosen].toSorted((a, b) => a - b);
}
