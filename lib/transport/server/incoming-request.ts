import type { IncomingMessage, ServerResponse } from "node:http";

import type { ApiRequest } from "@/lib/api-request";

/** A request of node:http as endpoints read it. Each part is made when it is asked for, and then kept. */
export class IncomingRequest implements ApiRequest {
  private madeHeaders: Headers | undefined;
  private madeSignal: AbortSignal | undefined;

  constructor(
    private readonly incoming: IncomingMessage,
    private readonly outgoing: ServerResponse,
  ) {}

  get method(): string {
    return this.incoming.method ?? "GET";
  }

  /** Endpoints read the path and the query; whom the address names is for the Host header to say. */
  get url(): string {
    return `http://gatehouse${this.incoming.url ?? "/"}`;
  }

  get headers(): Headers {
    return (this.madeHeaders ??= headersOf(this.incoming));
  }

  /** A GET has one where it announces it. Refusing half-way must not cut the connection that the refusal takes. */
  get body(): AsyncIterable<Uint8Array> | null {
    const { incoming } = this;
    const { "content-length": length, "transfer-encoding": encoding } = incoming.headers;
    if (length === undefined && encoding === undefined) return null;
    return { [Symbol.asyncIterator]: () => incoming.iterator({ destroyOnReturn: false }) };
  }

  /** Aborted when the client goes before it has its answer. */
  get signal(): AbortSignal {
    return (this.madeSignal ??= signalOf(this.outgoing));
  }
}

function headersOf({ headers }: IncomingMessage): Headers {
  const made = new Headers();
  for (const [name, value] of Object.entries(headers))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) made.append(name, each);
  return made;
}

/** Aborted when the client goes before it has its answer. */
export function signalOf(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (outgoing.destroyed) controller.abort();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  return controller.signal;
}
