import "server-only";
import { createHash } from "node:crypto";

import { evidence } from "@/drizzle/schema/evidence";
import { canonicalJson } from "@/lib/audit/rules";
import { principalOf } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { RecordEvidence } from "@/lib/evidence/inputs";

/**
 * Puts a finding on record for good. Commands of other modules call it with the subject they have looked up; whoever
 * recorded it counts as a contributor of that subject, and so does not decide about it.
 */
export const recordEvidence = command({
  permission: "evidence:write",
  input: RecordEvidence,
  async run(ctx, { subject, kind, source, measuredAt, expiresAt = null, content }) {
    const { tx, actor, now, workspaceId } = ctx;
    if (measuredAt > now) throw new Refusal("invalid", "measuredAt lies in the future.");
    if (expiresAt && expiresAt <= measuredAt)
      throw new Refusal("invalid", "expiresAt lies before measuredAt.");
    const id = uuidv7(now.getTime());
    const digest = createHash("sha256").update(canonicalJson(content), "utf8").digest("hex");
    const author = principalOf(actor);
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
      authorId: author?.id ?? null,
      authorName: author?.name ?? actor.name,
      content,
    });
    await contribute(ctx, subject);
    return {
      result: { id, digest },
      audit: {
        action: "evidence.record",
        subject: `evidence:${id}`,
        after: { subject, kind, source, measuredAt, expiresAt, digest },
      },
    };
  },
});
