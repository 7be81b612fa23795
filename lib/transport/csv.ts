import "server-only";
import { textStream } from "@/lib/transport/text-stream";

/** Lines as a CSV download, sent as they come. The file is named after `name` in characters every system takes. */
export function csvResponse(
  name: string,
  lines: Iterable<string> | AsyncIterable<string>,
): Response {
  const file = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").slice(0, 100) || "export";
  return new Response(textStream(lines), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${file}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
