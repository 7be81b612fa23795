import "server-only";
import { models } from "@/drizzle/schema/registry";
import { byWhom } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { CreateModel } from "@/lib/registry/inputs";
import type { ModelRecord } from "@/lib/registry/queries";
import { promptFault } from "@/lib/registry/rules";

export const createModel = command({
  permission: "model:write",
  input: CreateModel,
  async run({ tx, workspaceId, actor, now }, { name, description = "", purpose = "", tags = {} }) {
    const fault = promptFault(tags);
    if (fault) throw new Refusal("invalid", fault);
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
    if (!model) throw new Refusal("taken", `Registered Model (name=${name}) already exists.`);
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
