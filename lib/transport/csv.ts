import "server-only";

/** Lines as a CSV download, sent as they come. The file is named after `name` in characters every system takes. */
export function csvResponse(
  name: string,
  lines: Iterable<string> | AsyncIterable<string>,
): Response {
  const file = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").slice(0, 100) || "export";
  const encoder = new TextEncoder();
  const source = toAsync(lines);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${file}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}

async function* toAsync(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  yield* lines;
}
