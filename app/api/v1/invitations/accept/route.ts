import { authEndpoints } from "@/lib/auth/endpoints";
import { acceptAsNewcomer } from "@/lib/transport/invitation";
import { restOpen } from "@/lib/transport/rest";

/** `{token, name, password}`: the token is the credential. */
export const POST = restOpen(authEndpoints.acceptInvitation, acceptAsNewcomer);
