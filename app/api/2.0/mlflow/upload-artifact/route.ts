import { receiveRunArtifact } from "@/lib/mlflow/artifacts";
import { mlflowResponse } from "@/lib/transport/artifact-route";
import { JsonResponse } from "@/lib/transport/json-response";

export const POST = mlflowResponse(async (ctx, query) => {
  await receiveRunArtifact(ctx, query, ctx.request);
  return new JsonResponse({});
});
