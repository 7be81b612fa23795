import { runEndpoints } from "@/lib/experiments/endpoints";
import { filterRefusal } from "@/lib/experiments/runs/filter-fault";
import { presentRuns } from "@/lib/experiments/runs/run-presentation";
import { runsScreen } from "@/lib/experiments/runs/runs-screen";
import { restQuery } from "@/lib/transport/rest";

/** One page of an experiment's runs by filter, order and columns. A filter that cannot be read is a 400. */
export const GET = restQuery(runEndpoints.list, async (ctx, asked) => {
  const screen = await runsScreen(ctx, asked);
  if (screen.fault) throw filterRefusal(screen.fault);
  return presentRuns(screen);
});
