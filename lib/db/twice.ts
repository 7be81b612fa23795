import "server-only";
import { faultCode } from "@/lib/db/faults";

/** Serialization failure and deadlock: the database undid one of two that met, and asks for it again. */
const met = new Set(["40001", "40P01"]);

/** Does the work, and once more when it met another at the same rows. */
export async function twice<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!met.has(faultCode(error) ?? "")) throw error;
    return work();
  }
}
