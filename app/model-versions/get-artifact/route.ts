import { sendVersionArtifact } from "@/lib/mlflow/artifacts";
import { mlflowResponse } from "@/lib/transport/artifact-route";

export const GET = mlflowResponse((ctx, query) => sendVersionArtifact(ctx, query, ctx.request));
