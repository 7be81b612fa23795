import { z } from "zod";

import { actionName } from "@/lib/audit/rules";

const moment = z.preprocess(
  (given) => (given === "" ? undefined : given),
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], {
      error: "Write a day (2026-11-23) or a moment (2026-11-23T09:00:00Z).",
    })
    .optional(),
);

const text = (most: number) =>
  z.preprocess(
    (given) => (given === "" ? undefined : given),
    z.string().trim().max(most, `Use at most ${most} characters.`).optional(),
  );

export const auditFilter = z.object({
  /** A person's or machine owner's name or part of it, or their id. */
  actor: text(200),
  action: z.preprocess((given) => (given === "" ? undefined : given), actionName.optional()),
  /** `kind:id` for one thing; the beginning of it; or part of what things were called. */
  subject: text(500),
  from: moment,
  /** Inclusive: a day means its end. */
  to: moment,
  /** `show` includes the entries that logging runs makes. */
  logging: z.enum(["hide", "show"]).default("hide"),
});
export type AuditFilter = z.output<typeof auditFilter>;

export const auditPage = auditFilter.extend({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const auditSeq = z.object({
  seq: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 52),
});

export type AuditQuery =
  | { ok: true; page: z.output<typeof auditPage> }
  | { ok: false; fields: Record<string, string[] | undefined> };

/** A page's address as a filter; what is wrong with it is told beside the field. */
export function readAuditQuery(query: Record<string, string | string[] | undefined>): AuditQuery {
  const parsed = auditPage.safeParse(query);
  if (parsed.success) return { ok: true, page: parsed.data };
  return { ok: false, fields: z.flattenError(parsed.error).fieldErrors };
}
