import { Refusal } from "@/lib/errors";
import { mlflowResponse } from "@/lib/transport/artifact-route";

/** Clients stop sending spans when they read this sentence. */
export const POST = mlflowResponse(() => {
  throw new Refusal(
    "unsupported",
    "REST OTLP span logging is not supported: traces are not kept here.",
  );
});
