import { deleteExperiment } from "@/lib/experiments/delete-experiment";
import { experimentEndpoints } from "@/lib/experiments/endpoints";
import { experimentHead } from "@/lib/experiments/experiment-screen";
import { renameExperiment } from "@/lib/experiments/rename-experiment";
import { restCommand, restQuery } from "@/lib/transport/rest";

/** One experiment with the numbers of its runs. */
export const GET = restQuery(experimentEndpoints.get, (ctx, { experimentId }) =>
  experimentHead(ctx, experimentId),
);

/** Renames an experiment. */
export const PATCH = restCommand(experimentEndpoints.rename, renameExperiment);

/** Marks an experiment and its runs as deleted. It can be restored. */
export const DELETE = restCommand(experimentEndpoints.delete, deleteExperiment);
