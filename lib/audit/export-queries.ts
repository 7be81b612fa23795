import "server-only";
import type { AuditFilter } from "@/lib/audit/inputs";
import { entriesAfter } from "@/lib/audit/queries";
import { query, type QueryCtx } from "@/lib/query";

const chunk = 1000;

/** Reads on only as fast as the client takes, and stops when it goes away. */
export const exportStream = query({
  permission: "audit:read",
  run: async (ctx, filter: AuditFilter): Promise<ReadableStream<Uint8Array>> => {
    const chunks = lines(ctx, filter);
    return new ReadableStream({
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return();
      },
    });
  },
});

/** The entries as lines of JSON, a chunk at a time, so a long log costs no memory. */
async function* lines(
  ctx: QueryCtx,
  filter: AuditFilter,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  let after = 0;
  for (;;) {
    const entries = await entriesAfter(ctx, after, chunk, filter);
    const text = entries.map(({ seq, hash, body }) => `${JSON.stringify({ seq, hash, body })}\n`);
    if (text.length > 0) yield encoder.encode(text.join(""));
    const last = entries.at(-1);
    if (!last || entries.length < chunk) return;
    after = last.seq;
  }
}
