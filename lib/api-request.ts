/**
 * What an endpoint may ask of its request. The framework's `Request` is one; our own server hands out a lighter one,
 * because the whole of it costs as much as a small answer.
 */
export type ApiRequest = Pick<Request, "method" | "url" | "headers" | "signal"> & {
  readonly body: AsyncIterable<Uint8Array> | null;
};
