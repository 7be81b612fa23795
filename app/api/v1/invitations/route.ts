import { authEndpoints } from "@/lib/auth/endpoints";
import { inviteMember } from "@/lib/auth/invite-member";
import { listInvitations } from "@/lib/auth/queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(authEndpoints.listInvitations, async (ctx) => ({
  invitations: await listInvitations(ctx),
}));

/** Answers the token and the path of the accept page: shown this once. */
export const POST = restCommand(authEndpoints.inviteMember, inviteMember);
