import type { ApiRequest } from "@/lib/api-request";
import "server-only";

import { artifactPathOfUrl } from "@/lib/artifacts/artifact-path";
import { mlflowFailure } from "@/lib/transport/mlflow";
import {
  queryObject,
  requestCtx,
  type RequestCtx,
  type RouteParams,
} from "@/lib/transport/request";

const marker = "/mlflow-artifacts/artifacts/";

/** An endpoint whose path is an artifact's and whose body is its bytes. The URL is decoded exactly once. */
export function artifactRoute(answer: (ctx: RequestCtx, path: string) => Promise<Response>) {
  return mlflowResponse((ctx) => {
    const { pathname } = new URL(ctx.request.url);
    return answer(ctx, artifactPathOfUrl(pathname.slice(pathname.indexOf(marker) + marker.length)));
  });
}

/** An endpoint that answers with something else than JSON, and with MLflow's JSON when it refuses. Parts of the path count as its query's. */
export function mlflowResponse(
  answer: (
    ctx: RequestCtx,
    query: Record<string, string | string[] | undefined>,
  ) => Promise<Response> | Response,
) {
  return async (request: ApiRequest, route?: RouteParams): Promise<Response> => {
    try {
      const ctx = await requestCtx(request);
      return await answer(ctx, { ...queryObject(request), ...(await route?.params) });
    } catch (error) {
      return mlflowFailure(error, request);
    }
  };
}
