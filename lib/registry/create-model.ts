import "server-only";
import { models } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { CreateModel } from "@/lib/registry/inputs";
import type { ModelRecord } from "@/lib/registry/queries";

export const createModel = command({
  permission: "model:write",
  input: CreateModel,
  async run({ tx, workspaceId, actor, now }, { name, description = "", purpose = "", tags = {} }) {
    const [model] = await tx
      .insert(models)
      .values({
        workspaceId,
        id: uuidv7(now.getTime()),
        name,
        description,
        purpose,
        tags,
        ownerId: actor.id,
        ownerName: actor.name,
        createdAt: now,
        updatedAt: now,
        createdById: actor.id,
        createdByName: actor.name,
      })
      .onConflictDoNothing()
      .returning();
    if (!model) throw new Refusal("taken", `Registered Model (name=${name}) already exists.`);
    const result: ModelRecord = { ...model, aliases: [] };
    return {
      result,
      audit: {
        action: "model.create",
        subject: `model:${name}`,
        after: { id: model.id, name, description, purpose, tags },
      },
    };
  },
});
