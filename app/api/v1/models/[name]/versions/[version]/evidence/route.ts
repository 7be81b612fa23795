import { attachEvidence } from "@/lib/registry/attach-evidence";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { evidenceOfVersion } from "@/lib/registry/evidence-queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(registryEndpoints.listEvidence, async (ctx, { name, version }) => ({
  evidence: await evidenceOfVersion(ctx, name, version),
}));
export const POST = restCommand(registryEndpoints.attachEvidence, attachEvidence);
