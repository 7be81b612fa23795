import { receiveRunArtifact } from "@/lib/mlflow/artifacts";
import { mlflowResponse } from "@/lib/transport/artifact-route";

export const POST = mlflowResponse(async (ctx, query) => {
  await receiveRunArtifact(ctx, query, ctx.request);
  return Response.json({});
});
