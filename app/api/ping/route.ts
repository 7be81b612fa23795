import { ping } from "@/lib/db/ping";
import { version } from "@/package.json";

export const dynamic = "force-dynamic";

/** For load balancers and the launcher: 200 when this process and its database answer, else 503. */
export async function GET(): Promise<Response> {
  if (await ping()) return Response.json({ ok: true, version });
  return Response.json({ ok: false, version }, { status: 503, headers: { "Retry-After": "2" } });
}
