import { versionName, type Stage } from "@/lib/registry/rules";

/** What a gate is called where it stands among other things. */
export function gateName(model: string, version: number, stage: Stage): string {
  return `${versionName(model, version)} to ${stage}`;
}
