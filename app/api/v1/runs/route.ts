import { Refusal } from "@/lib/errors";
import { runEndpoints } from "@/lib/experiments/endpoints";
import { presentRuns } from "@/lib/experiments/runs/run-presentation";
import { runsScreen } from "@/lib/experiments/runs/runs-screen";
import { restQuery } from "@/lib/transport/rest";

/** One page of an experiment's runs by filter, order and columns. A filter that cannot be read is a 400. */
export const GET = restQuery(runEndpoints.list, async (ctx, asked) => {
  const screen = await runsScreen(ctx, asked);
  if (screen.fault)
    throw new Refusal("invalid", screen.fault.message, { filter: [screen.fault.message] });
  return presentRuns(screen);
});
