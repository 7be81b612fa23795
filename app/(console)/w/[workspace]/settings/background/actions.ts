"use server";

import { dismissReaction } from "@/lib/jobs/dismiss-reaction";
import { retryReaction } from "@/lib/jobs/retry-reaction";
import { submit } from "@/lib/transport/form";

export async function retryAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, retryReaction, form);
}

export async function dismissAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, dismissReaction, form);
}
