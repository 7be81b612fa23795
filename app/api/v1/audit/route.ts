import { auditEndpoints } from "@/lib/audit/endpoints";
import { listAuditEntries } from "@/lib/audit/queries";
import { restQuery } from "@/lib/transport/rest";

/** Newest first; `next` goes back in as `cursor`. */
export const GET = restQuery(auditEndpoints.list, (ctx, { cursor, limit, ...filter }) =>
  listAuditEntries(ctx, filter, { cursor, limit }),
);
