import { sendModelArtifact } from "@/lib/mlflow/artifacts";
import { mlflowResponse } from "@/lib/transport/artifact-route";

export const GET = mlflowResponse((ctx, query) => sendModelArtifact(ctx, query, ctx.request));
