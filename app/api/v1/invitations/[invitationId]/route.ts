import { revokeInvitation } from "@/lib/auth/revoke-invitation";
import { restCommand } from "@/lib/transport/rest";

export const DELETE = restCommand(revokeInvitation);
