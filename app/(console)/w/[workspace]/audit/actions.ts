"use server";

import { verifyChain } from "@/lib/audit/chain-queries";
import { ask } from "@/lib/transport/form";

export async function verifyAction(workspace: string) {
  return ask(workspace, verifyChain);
}
