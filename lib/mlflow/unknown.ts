import "server-only";
import { z } from "zod";

import type { ApiRequest } from "@/lib/api-request";
import { Refusal } from "@/lib/errors";

export const Anything = z.looseObject({});

/** Whatever this server has no endpoint for, in MLflow's shape and never as a page. */
export async function refuseUnknown({ request }: { request: ApiRequest }): Promise<object> {
  const { pathname } = new URL(request.url);
  throw new Refusal("unknown_endpoint", `No endpoint for ${request.method} ${pathname}.`);
}
