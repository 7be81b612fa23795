import type { ApiRequest } from "@/lib/api-request";
import { acceptAsNewcomer } from "@/lib/transport/invitation";
import { readJson, restFailure } from "@/lib/transport/rest";

/** `{token, name, password}`: the token is the credential. */
export async function POST(request: ApiRequest): Promise<Response> {
  try {
    return Response.json(await acceptAsNewcomer(await readJson(request)), { status: 201 });
  } catch (error) {
    return restFailure(error, request);
  }
}
