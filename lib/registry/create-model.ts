import "server-only";
import { models } from "@/drizzle/schema/registry";
import { byWhom } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { CreateModel } from "@/lib/registry/inputs";
import { nameTaken, refuseTakenName } from "@/lib/registry/names/keep-name";
import type { ModelRecord } from "@/lib/registry/queries";
import { promptFault } from "@/lib/registry/rules";

export const createModel = command({
  permission: "model:write",
  input: CreateModel,
  async run(ctx, { name, description = "", purpose = "", tags = {} }) {
    const { tx, workspaceId, actor, now } = ctx;
    const fault = promptFault(tags);
    if (fault) throw new Refusal("invalid", fault);
    await refuseTakenName(ctx, name);
    const author = byWhom(actor);
    const [model] = await tx
      .insert(models)
      .values({
        workspaceId,
        id: uuidv7(now.getTime()),
        name,
        description,
        purpose,
        tags,
        ownerId: author.id,
        ownerName: author.name,
        createdAt: now,
        updatedAt: now,
        createdById: author.id,
        createdByName: author.name,
      })
      .onConflictDoNothing()
      .returning();
    if (!model) throw nameTaken(name);
    const result: ModelRecord = { ...model, aliases: [] };
    return {
      result,
      audit: {
        action: "model.create",
        subject: `model:${model.id}`,
        name,
        after: { name, description, purpose, tags },
      },
    };
  },
});
