import { faultCode } from "@/lib/db/faults";

export const sweepTask = "sweep_artifacts";

/** Whether a file could not be written for want of room. */
export function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes(faultCode(error) ?? "");
}
