import { authEndpoints } from "@/lib/auth/endpoints";
import { revokeKey } from "@/lib/auth/revoke-key";
import { restCommand } from "@/lib/transport/rest";

export const DELETE = restCommand(authEndpoints.revokeKey, revokeKey);
