import "server-only";
import { exactJson } from "@/lib/exact-json";

type Init = { status?: number; headers?: Record<string, string> };

/** JSON that is known whole, so that a server may send its text in one write instead of reading a stream of it. */
export class JsonResponse extends Response {
  readonly whole: string;

  constructor(answer: unknown, { status = 200, headers = {} }: Init = {}) {
    const whole = exactJson(answer);
    super(whole, { status, headers: { "content-type": "application/json", ...headers } });
    this.whole = whole;
  }
}
