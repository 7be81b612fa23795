import { receiveArtifact, removeArtifact, sendArtifact } from "@/lib/mlflow/artifacts";
import { artifactRoute } from "@/lib/transport/artifact-route";

export const GET = artifactRoute((ctx, path) => sendArtifact(ctx, path, ctx.request));

export const PUT = artifactRoute(async (ctx, path) => {
  await receiveArtifact(ctx, path, ctx.request);
  return Response.json({});
});

export const DELETE = artifactRoute(async (ctx, path) => {
  await removeArtifact(ctx, path);
  return Response.json({});
});
