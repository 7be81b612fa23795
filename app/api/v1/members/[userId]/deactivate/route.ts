import { deactivateMember } from "@/lib/auth/deactivate-member";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(deactivateMember);
