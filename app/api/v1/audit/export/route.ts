import { auditEndpoints } from "@/lib/audit/endpoints";
import { exportStream } from "@/lib/audit/export-queries";
import { restFile } from "@/lib/transport/rest";

/**
 * One JSON object per line, oldest first. `body` is the exact text that was hashed:
 * hash = SHA-256(previous hash, line feed, seq, line feed, body); the first previous hash is 64 zeros.
 */
export const GET = restFile(
  auditEndpoints.export,
  async (ctx, filter) =>
    new Response(await exportStream(ctx, filter), {
      headers: {
        "content-type": "application/x-ndjson",
        "content-disposition": 'attachment; filename="audit.ndjson"',
        "cache-control": "no-store",
      },
    }),
);
