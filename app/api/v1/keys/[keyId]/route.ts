import { revokeKey } from "@/lib/auth/revoke-key";
import { restCommand } from "@/lib/transport/rest";

export const DELETE = restCommand(revokeKey);
