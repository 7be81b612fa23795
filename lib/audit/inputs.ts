import { z } from "zod";

import { actionName } from "@/lib/audit/rules";
import { isWrittenMoment } from "@/lib/calendar";
import { paging } from "@/lib/paging";

const wanted = "Write a day (2026-11-23) or a moment (2026-11-23T09:00:00Z).";
const moment = z.preprocess(
  (given) => (given === "" ? undefined : given),
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], {
      error: wanted,
    })
    .refine(isWrittenMoment, wanted)
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
  subject: text(500).meta({
    description:
      "`<kind>:<id>` finds exactly what is about one thing, whatever it was called; the beginning of one finds all that begin so; anything else is part of what things were called.",
  }),
  from: moment,
  /** Inclusive: a day means its end. */
  to: moment,
  /** `show` includes the entries that logging runs makes. */
  logging: z.enum(["hide", "show"]).default("hide"),
});
export type AuditFilter = z.output<typeof auditFilter>;

export const auditPage = auditFilter.extend(paging(50, 500));
export type AuditPage = z.output<typeof auditPage>;

export const auditSeq = z.object({
  seq: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 52),
});
