import "server-only";
import type { ApiRequest } from "@/lib/api-request";
import { sameOrigin } from "@/lib/auth/identity/origin";
import { Refusal } from "@/lib/errors";
import { settings } from "@/lib/settings";
import { isApiAddress } from "@/lib/transport/api-address";
import { methods } from "@/lib/transport/server/route-table";
import { refuse } from "@/lib/transport/unknown";

/** Reading changes nothing, so it may come from anywhere. */
const reads = ["GET", "HEAD", "OPTIONS"];

/**
 * The answer to a request that the framework is not asked, for it would let it pass or fail on it with a stack in the
 * log; undefined for one that it may answer. Endpoints ask for the Origin themselves: a key needs none.
 */
export function turnedAway(request: ApiRequest, path: string): Response | undefined {
  const { method } = request;
  if (!methods.some((known) => known === method)) {
    const answer = refuse(
      new Refusal("wrong_method", `${method.slice(0, 40)} is not taken here.`),
      request,
      path,
    );
    answer.headers.set("Allow", methods.join(", "));
    return answer;
  }
  if (!decodes(path))
    return refuse(
      new Refusal("invalid", "The address holds a % that begins no escape of UTF-8 text."),
      request,
      path,
    );
  const tooLarge = bodyFault(request, path);
  if (tooLarge) return refuse(tooLarge, request, path);
  if (reads.includes(method) || isApiAddress(path)) return undefined;
  if (sameOrigin(request.headers, settings().publicUrl)) return undefined;
  return refuse(
    new Refusal(
      "forbidden",
      "A form must be sent from a page of this site: its Origin header is missing or foreign.",
    ),
    request,
    path,
  );
}

/** The framework reads a body whole before it looks at who sent it: signing in takes a few words, a form some pages. */
const largest = { signIn: 64 * 1024, form: 1024 * 1024 };

function bodyFault({ headers }: ApiRequest, path: string): Refusal | undefined {
  const most = isApiAddress(path) ? largest.signIn : largest.form;
  const told = `The request body is larger than ${most} bytes, or does not say how large it is.`;
  const length = headers.get("content-length");
  const fits = length === null ? !headers.has("transfer-encoding") : Number(length) <= most;
  return fits ? undefined : new Refusal("too_large", told);
}

/** Whether every escape of a path is one, and of UTF-8. */
export function decodes(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
