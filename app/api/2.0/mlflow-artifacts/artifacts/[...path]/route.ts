import { receiveArtifact, removeArtifact, sendArtifact } from "@/lib/mlflow/artifacts";
import { artifactRoute } from "@/lib/transport/artifact-route";
import { JsonResponse } from "@/lib/transport/json-response";

export const GET = artifactRoute((ctx, path) => sendArtifact(ctx, path, ctx.request));

export const PUT = artifactRoute(async (ctx, path) => {
  await receiveArtifact(ctx, path, ctx.request);
  return new JsonResponse({});
});

export const DELETE = artifactRoute(async (ctx, path) => {
  await removeArtifact(ctx, path);
  return new JsonResponse({});
});
