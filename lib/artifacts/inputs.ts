import { z } from "zod";

import { artifactPath } from "@/lib/artifacts/artifact-path";

const Path = z.string().transform((path) => artifactPath(path));

export const PutArtifact = z.object({
  path: Path,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().min(0),
});
export const DeleteArtifact = z.object({ path: Path });
