import { runEndpoints } from "@/lib/experiments/endpoints";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { restCommand } from "@/lib/transport/rest";

/** Brings a deleted run back. */
export const POST = restCommand(runEndpoints.restore, restoreRun);
