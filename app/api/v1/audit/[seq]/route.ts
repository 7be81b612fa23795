import { auditSeq } from "@/lib/audit/inputs";
import { getAuditEntry } from "@/lib/audit/queries";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(auditSeq, (ctx, { seq }) => getAuditEntry(ctx, seq));
