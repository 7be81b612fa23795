import "server-only";
import type { ApiRequest } from "@/lib/api-request";
import { Refusal, refusals } from "@/lib/errors";
import { endpointPath, isApiAddress, isRestPath } from "@/lib/transport/api-address";
import { mlflowFailure } from "@/lib/transport/mlflow";
import { failure, requestCtx } from "@/lib/transport/request";
import { restFailure } from "@/lib/transport/rest";

/** Whatever this server has no endpoint for: refused to who has a key, and never as a page. */
export async function refuseUnknown(request: ApiRequest): Promise<Response> {
  try {
    await requestCtx(request);
    const { method } = request;
    throw new Refusal("unknown_endpoint", `No endpoint for ${method} ${pathOf(request)}.`);
  } catch (error) {
    return apiFailure(error, request);
  }
}

/** What a path does not do, and what it does. */
export function refuseMethod(request: ApiRequest, allowed: string): Response {
  const { method } = request;
  const told = `${method} is not a method of ${pathOf(request)}, which takes ${allowed}.`;
  const answer = apiFailure(new Refusal("wrong_method", told), request);
  answer.headers.set("Allow", allowed);
  return answer;
}

/** A refusal in the shape of the API that was asked, or in words where it was a page. */
export function refuse(refusal: Refusal, request: ApiRequest, path: string): Response {
  if (isApiAddress(path)) return apiFailure(refusal, request);
  const { headers } = failure(refusal, request);
  const { status } = refusals[refusal.code];
  return new Response(`${refusal.message}\n`, {
    status,
    headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" },
  });
}

/** In the shape of the API that was asked. */
function apiFailure(error: unknown, request: ApiRequest): Response {
  const shape = isRestPath(pathOf(request)) ? restFailure : mlflowFailure;
  return shape(error, request);
}

function pathOf({ url }: ApiRequest): string {
  const { pathname } = new URL(url);
  return endpointPath(pathname) ?? pathname;
}
