import { ping } from "@/lib/db/ping";
import { JsonResponse } from "@/lib/transport/json-response";
import { version } from "@/package.json";

export const dynamic = "force-dynamic";

/** For load balancers and the launcher: 200 when this process and its database answer, else 503. */
export async function GET(): Promise<Response> {
  if (await ping()) return new JsonResponse({ ok: true, version });
  return new JsonResponse({ ok: false, version }, { status: 503, headers: { "Retry-After": "2" } });
}
