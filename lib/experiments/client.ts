import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import type { Endpoint, Received } from "@/lib/endpoint";
import type { experimentEndpoints, runEndpoints } from "@/lib/experiments/endpoints";
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
  axis: "step" | "time";
  smoothing: number;
  scale: "linear" | "log";
}) {
  const { workspace, runs, metric: key, live, ...drawing } = asked;
  return queryOptions({
    queryKey: ["curves", workspace, runs, key, drawing],
    queryFn: async ({ signal }) => {
      const path = pathTo(workspace, api.curves, { runs, key, ...drawing });
      return (await ask<typeof runEndpoints.curves>(path, signal)).curves;
    },
    placeholderData: keepPreviousData,
    staleTime: live ? 0 : 60_000,
    refetchInterval: live ? liveEvery : false,
  });
}

/** The keys an experiment has, asked for when completion first needs them. */
export function experimentKeysOptions(workspace: string, experimentId: string) {
  return queryOptions({
    queryKey: ["experiment-keys", workspace, experimentId],
    queryFn: ({ signal }) =>
      ask<typeof experimentEndpoints.keys>(
        pathTo(workspace, api.experimentKeys(experimentId)),
        signal,
      ),
    staleTime: 60_000,
  });
}

async function ask<Of extends Endpoint>(path: string, signal: AbortSignal): Promise<Received<Of>> {
  const response = await fetch(path, { signal });
  if (response.ok) return response.json();
  throw new Error(`${response.status}`);
}
