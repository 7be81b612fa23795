import { changeRoles } from "@/lib/auth/change-roles";
import { memberInput } from "@/lib/auth/inputs";
import { getMember } from "@/lib/auth/queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(memberInput, (ctx, { userId }) => getMember(ctx, userId));

/** `{roles}` replaces the roles. */
export const PATCH = restCommand(changeRoles);
