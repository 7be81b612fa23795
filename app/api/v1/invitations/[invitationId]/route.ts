import { authEndpoints } from "@/lib/auth/endpoints";
import { revokeInvitation } from "@/lib/auth/revoke-invitation";
import { restCommand } from "@/lib/transport/rest";

export const DELETE = restCommand(authEndpoints.revokeInvitation, revokeInvitation);
