import { z } from "zod";

import { canonicalJson } from "@/lib/audit/rules";
import { writtenMoment } from "@/lib/calendar";

const largestContent = 64 * 1024;

export const evidenceKind = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, "A kind is a word such as bias_assessment.");

/** A JSON schema has no word of its own for what may be written in several ways. */
const moment = writtenMoment.meta({ type: "string", format: "date-time" });

/** One finding about a subject, as plain facts that checks can read by name. */
export const finding = z.strictObject({
  kind: evidenceKind,
  /** The system, file or person it comes from. */
  source: z.string().trim().min(1, "Say where it comes from.").max(500),
  measuredAt: moment,
  expiresAt: moment.nullable().default(null),
  content: z
    .record(z.string().min(1).max(120), z.unknown())
    .refine((content) => canonicalJson(content).length <= largestContent, {
      message: `The content may have at most ${largestContent} characters.`,
    }),
});

export const aboutVersion = finding.extend({
  name: z.string().min(1),
  version: z.coerce.number().int().positive(),
});
