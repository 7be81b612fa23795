import type { ApiRequest } from "@/lib/api-request";
import { firstSetUp } from "@/lib/transport/first-set-up";
import { readJson, restFailure } from "@/lib/transport/rest";

/** The first admin and workspace. Answers 403 once anybody has an account. */
export async function POST(request: ApiRequest): Promise<Response> {
  try {
    return Response.json(await firstSetUp(await readJson(request)), { status: 201 });
  } catch (error) {
    return restFailure(error, request);
  }
}
