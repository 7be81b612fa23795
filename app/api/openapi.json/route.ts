import { version } from "@/lib/env";
import { openApiDocument } from "@/lib/transport/openapi";

/** The description of the REST API; public, like the API's existence. */
export function GET(): Response {
  return Response.json(openApiDocument(version));
}
