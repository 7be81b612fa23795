import { auditEndpoints } from "@/lib/audit/endpoints";
import { getAuditEntry } from "@/lib/audit/queries";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(auditEndpoints.get, (ctx, { seq }) => getAuditEntry(ctx, seq));
