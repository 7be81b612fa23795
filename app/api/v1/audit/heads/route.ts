import { auditEndpoints } from "@/lib/audit/endpoints";
import { exportedHeads } from "@/lib/audit/head-queries";
import { restFile } from "@/lib/transport/rest";

/** One signed head per line, oldest first, as they stand outside the database. */
export const GET = restFile(
  auditEndpoints.heads,
  async (ctx) =>
    new Response(await exportedHeads(ctx), {
      headers: {
        "content-type": "application/x-ndjson",
        "content-disposition": 'attachment; filename="audit-heads.ndjson"',
        "cache-control": "no-store",
      },
    }),
);
