import { sendRunArtifact } from "@/lib/mlflow/artifacts";
import { mlflowResponse } from "@/lib/transport/artifact-route";

export const GET = mlflowResponse((ctx, query) => sendRunArtifact(ctx, query, ctx.request));
