import { protocolVersion } from "@/lib/mlflow/protocol-version";

/** What MLflow's own servers answer. */
export function GET(): Response {
  return new Response(protocolVersion, {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}
