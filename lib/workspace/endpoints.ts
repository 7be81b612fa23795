import { z } from "zod";

import { newWorkspaceInput, setUpInput } from "@/lib/auth/inputs";
import { created, get, post } from "@/lib/endpoint";
import { findInput } from "@/lib/workspace/inputs";

const Workspace = z
  .strictObject({ id: z.uuid(), slug: z.string(), name: z.string() })
  .meta({ id: "Workspace" });

const Found = z
  .strictObject({
    kind: z.string().meta({ description: "Version, Model, Gate, Experiment or Run." }),
    title: z.string(),
    detail: z.string(),
    path: z.string().meta({ description: "Of its page, within the workspace." }),
  })
  .meta({ id: "Found" });

export const workspaceEndpoints = {
  setUp: post("setup", "Make the first admin and workspace, while nobody has an account", {
    input: setUpInput,
    answer: z.strictObject({
      workspace: Workspace,
      user: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() }),
    }),
    status: created,
    open: true,
  }),
  open: post("workspaces", "Open a further workspace and become its admin", {
    input: newWorkspaceInput,
    answer: Workspace,
    status: created,
  }),
  search: get("search", "Find models, versions, gates, experiments and runs by name or id", {
    input: findInput,
    answer: z.strictObject({ results: z.array(Found) }),
  }),
};
