import { z } from "zod";

import { chainFaults } from "@/lib/audit/chain";
import { auditFilter, auditPage, auditSeq } from "@/lib/audit/inputs";
import { signedHead } from "@/lib/audit/signed-head";
import { get, moment, nothing, pageOf, values } from "@/lib/endpoint";

const AuditEntry = z
  .strictObject({
    seq: z.int(),
    at: moment,
    actorKind: z.string(),
    actorId: z.uuid().nullable(),
    actorName: z.string(),
    action: z.string(),
    subject: z.string().meta({ description: "As recorded: `<kind>:<id>`." }),
    name: z.string().nullable().meta({ description: "What the subject was called then." }),
    about: z
      .string()
      .meta({ description: "The subject by its lasting id, in entries from before too." }),
    hash: z.string(),
    before: values,
    after: values,
  })
  .meta({ id: "AuditEntry" });

const hashed = "Exactly the text that was hashed.";

const ChainVerdict = z
  .strictObject({
    verified: z.boolean(),
    entries: z.int().meta({ description: "How many are as they were written." }),
    receipts: z.strictObject({ sealed: z.int(), open: z.int() }),
    head: z.strictObject({ seq: z.int(), hash: z.string() }),
    exported: z
      .strictObject({
        heads: z.int(),
        last: z.strictObject({ seq: z.int(), at: moment }).nullable(),
        says: z.string(),
        publicKey: z.string().nullable().meta({ description: "In PEM." }),
      })
      .meta({
        description: "The signed heads outside the database that the chain was held against.",
      }),
    fault: z
      .strictObject({ seq: z.int(), kind: z.enum(chainFaults), says: z.string() })
      .nullable()
      .meta({ description: "The first entry that is not as it was written." }),
  })
  .meta({ id: "ChainVerdict" });

export const auditEndpoints = {
  list: get("audit", "List audit entries, newest first", {
    input: auditPage,
    answer: pageOf({ entries: z.array(AuditEntry) }),
  }),
  export: get("audit/export", "Export entries as one JSON object per line, oldest first", {
    input: auditFilter,
    answer: z
      .strictObject({
        seq: z.int(),
        hash: z.string().meta({
          description:
            "SHA-256 of the previous hash, a line feed, seq, a line feed, body. Before the first come 64 zeros.",
        }),
        body: z.string().meta({ description: hashed }),
      })
      .meta({ id: "AuditLine" }),
    media: "application/x-ndjson",
  }),
  verify: get("audit/verify", "Walk the whole chain and name the first broken entry", {
    input: nothing,
    answer: ChainVerdict,
  }),
  heads: get("audit/heads", "Download the signed heads that were written outside the database", {
    input: nothing,
    answer: signedHead.meta({ id: "SignedHead" }),
    media: "application/x-ndjson",
  }),
  get: get("audit/{seq}", "Read one audit entry", {
    input: auditSeq,
    answer: AuditEntry.extend({
      body: z.string().meta({ description: hashed }),
      previousHash: z.string(),
      keyId: z.uuid().nullable(),
    }).meta({ id: "AuditEntryDetail" }),
  }),
};
