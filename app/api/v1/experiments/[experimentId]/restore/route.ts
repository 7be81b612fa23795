import { experimentEndpoints } from "@/lib/experiments/endpoints";
import { restoreExperiment } from "@/lib/experiments/restore-experiment";
import { restCommand } from "@/lib/transport/rest";

/** Brings a deleted experiment back, with the runs deleted along with it. */
export const POST = restCommand(experimentEndpoints.restore, restoreExperiment);
