import "server-only";
import { artifactSection } from "@/lib/artifacts/evidence";
import { recordsSection } from "@/lib/evidence/evidence";
import type { AnySection, EvidenceOf } from "@/lib/evidence/section";
import { runSection } from "@/lib/experiments/runs/evidence";
import {
  lineageSection,
  modelSection,
  servingSection,
  signatureSection,
  versionSection,
} from "@/lib/registry/evidence";

/**
 * All that a policy may read. A check that reads several is shown with the source of the first of them in this order:
 * what was measured stands before what was declared.
 */
export const sections = [
  recordsSection,
  runSection,
  lineageSection,
  artifactSection,
  signatureSection,
  versionSection,
  servingSection,
  modelSection,
] as const satisfies readonly AnySection[];

export type Evidence = EvidenceOf<typeof sections>;
