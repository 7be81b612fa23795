import { deactivateMember } from "@/lib/auth/deactivate-member";
import { authEndpoints } from "@/lib/auth/endpoints";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(authEndpoints.deactivateMember, deactivateMember);
