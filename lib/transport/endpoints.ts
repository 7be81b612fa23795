import { auditEndpoints } from "@/lib/audit/endpoints";
import { authEndpoints } from "@/lib/auth/endpoints";
import type { Endpoint } from "@/lib/endpoint";
import { experimentEndpoints, runEndpoints } from "@/lib/experiments/endpoints";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { workspaceEndpoints } from "@/lib/workspace/endpoints";

/** Every REST endpoint; a test holds this list against the route files. */
export const endpoints: readonly Endpoint[] = [
  workspaceEndpoints,
  authEndpoints,
  auditEndpoints,
  jobEndpoints,
  experimentEndpoints,
  runEndpoints,
  registryEndpoints,
  gateEndpoints,
].flatMap((ofModule) => Object.values<Endpoint>(ofModule));
