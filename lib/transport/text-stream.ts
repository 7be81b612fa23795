import "server-only";

/** Text sent as it comes: no more is made than the client takes, and nothing once it is gone. */
export function textStream(
  parts: Iterable<string> | AsyncIterable<string>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const source = toAsync(parts);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}

async function* toAsync(parts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  yield* parts;
}
