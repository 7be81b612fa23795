import { changeRoles } from "@/lib/auth/change-roles";
import { authEndpoints } from "@/lib/auth/endpoints";
import { getMember } from "@/lib/auth/queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(authEndpoints.getMember, (ctx, { userId }) => getMember(ctx, userId));

/** `{roles}` replaces the roles. */
export const PATCH = restCommand(authEndpoints.changeRoles, changeRoles);
