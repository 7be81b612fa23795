import { runEndpoints } from "@/lib/experiments/endpoints";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { presentRun } from "@/lib/experiments/runs/run-presentation";
import { getRun } from "@/lib/experiments/runs/run-queries";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { restCommand, restQuery } from "@/lib/transport/rest";

/** One run whole: params, latest metrics, tags, datasets. 404 when there is none in this workspace. */
export const GET = restQuery(runEndpoints.get, async (ctx, { runId }) =>
  presentRun(await getRun(ctx, runId)),
);

/** Renames a run or sets its status and end. */
export const PATCH = restCommand(runEndpoints.update, updateRun, () => ({}));

/** Marks a run as deleted. It can be restored. */
export const DELETE = restCommand(runEndpoints.delete, deleteRun);
