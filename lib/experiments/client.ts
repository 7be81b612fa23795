import { queryOptions } from "@tanstack/react-query";

import type { WireCurve } from "@/lib/experiments/curves/curve";
import type { ExperimentKeys } from "@/lib/experiments/experiment-screen";
import { api, pathTo } from "@/lib/paths";

/** How often the curves of a run that is still going are asked for again. */
const liveEvery = 5_000;

/** One metric over several runs, thinned by the server to `points` a curve. */
export function curvesOptions(asked: {
  workspace: string;
  runs: readonly string[];
  metric: string;
  points: number;
  live: boolean;
}) {
  const { workspace, runs, metric, points, live } = asked;
  return queryOptions({
    queryKey: ["curves", workspace, runs, metric, points],
    queryFn: async ({ signal }) => {
      const path = pathTo(workspace, api.curves, { runs, key: metric, points });
      return (await ask<{ curves: WireCurve[] }>(path, signal)).curves;
    },
    staleTime: live ? 0 : 60_000,
    refetchInterval: live ? liveEvery : false,
  });
}

/** The keys an experiment has, asked for when completion first needs them. */
export function experimentKeysOptions(workspace: string, experimentId: string) {
  return queryOptions({
    queryKey: ["experiment-keys", workspace, experimentId],
    queryFn: ({ signal }) =>
      ask<ExperimentKeys>(pathTo(workspace, api.experimentKeys(experimentId)), signal),
    staleTime: 60_000,
  });
}

async function ask<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(path, { signal });
  if (response.ok) return response.json();
  throw new Error(`${response.status}`);
}
