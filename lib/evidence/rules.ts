/** The job that tells a watcher that what it waits on has moved. */
export const evidenceTask = "evidence_moved";
