import "server-only";
import { createHash } from "node:crypto";

import type { z } from "zod";

import { evidence } from "@/drizzle/schema/evidence";
import { canonicalJson } from "@/lib/audit/rules";
import { byWhom } from "@/lib/auth/rules";
import type { WriteCtx } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import type { finding } from "@/lib/evidence/inputs";

/**
 * Step: puts a finding about a subject on record for good, and answers what the entry of the command names. Whoever
 * records it counts as a contributor of the subject, and so does not decide about it.
 */
export async function recordEvidence(
  ctx: WriteCtx,
  subject: string,
  { kind, source, measuredAt, expiresAt, content }: Finding,
): Promise<{ id: string; digest: string }> {
  const { tx, actor, now, workspaceId } = ctx;
  if (measuredAt > now)
    throw new Refusal("invalid", "measuredAt lies in the future.", {
      measuredAt: ["This moment is still to come."],
    });
  if (expiresAt && expiresAt <= measuredAt)
    throw new Refusal("invalid", "expiresAt lies before measuredAt.", {
      expiresAt: ["This is not after measuredAt."],
    });
  const id = uuidv7(now.getTime());
  const digest = createHash("sha256").update(canonicalJson(content), "utf8").digest("hex");
  const author = byWhom(actor);
  await tx.insert(evidence).values({
    workspaceId,
    id,
    subject,
    kind,
    digest,
    source,
    measuredAt,
    expiresAt,
    recordedAt: now,
    authorId: author.id,
    authorName: author.name,
    content,
  });
  await contribute(ctx, subject);
  return { id, digest };
}

type Finding = z.output<typeof finding>;
