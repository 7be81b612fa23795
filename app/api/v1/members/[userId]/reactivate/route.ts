import { authEndpoints } from "@/lib/auth/endpoints";
import { reactivateMember } from "@/lib/auth/reactivate-member";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(authEndpoints.reactivateMember, reactivateMember);
