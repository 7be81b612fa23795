import { version } from "@/lib/env";
import { JsonResponse } from "@/lib/transport/json-response";
import { openApiDocument } from "@/lib/transport/openapi";

let document: object | undefined;

/** The description of the REST API; public, like the API's existence, and made once because it takes a while. */
export function GET(): Response {
  document ??= openApiDocument(version);
  return new JsonResponse(document);
}
