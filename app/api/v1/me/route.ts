import { authEndpoints } from "@/lib/auth/endpoints";
import { permissionsOf } from "@/lib/auth/rules";
import { restQuery } from "@/lib/transport/rest";

/** Who is asking, in which workspace, and what they may do there. */
export const GET = restQuery(authEndpoints.me, async ({ actor }) => ({
  ...actor,
  permissions: permissionsOf(actor),
}));
