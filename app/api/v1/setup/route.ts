import { firstSetUp } from "@/lib/transport/first-set-up";
import { restOpen } from "@/lib/transport/rest";
import { workspaceEndpoints } from "@/lib/workspace/endpoints";

/** The first admin and workspace. Answers 403 once anybody has an account. */
export const POST = restOpen(workspaceEndpoints.setUp, firstSetUp);
