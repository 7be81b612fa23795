import { attachEvidence } from "@/lib/registry/attach-evidence";
import { evidenceOfVersion } from "@/lib/registry/evidence-queries";
import { OneVersion } from "@/lib/registry/inputs";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(OneVersion, async (ctx, { name, version }) => ({
  evidence: await evidenceOfVersion(ctx, name, version),
}));
export const POST = restCommand(attachEvidence, { status: 201 });
