import { auditPage } from "@/lib/audit/inputs";
import { listAuditEntries } from "@/lib/audit/queries";
import { restQuery } from "@/lib/transport/rest";

/** Newest first; `next` goes back in as `cursor`. */
export const GET = restQuery(auditPage, (ctx, { cursor, limit, ...filter }) =>
  listAuditEntries(ctx, filter, { cursor, limit }),
);
