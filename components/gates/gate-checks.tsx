import { CheckList, type CheckItem } from "@/components/gates/check-list";
import { inPlainWords } from "@/lib/gates/policies/plain-words";
import type { CheckResult, PolicyCheck } from "@/lib/gates/rules";
import { pages, pathTo } from "@/lib/paths";

type Props = {
  workspace: string;
  /** The model's name, for links. */
  model: string;
  results: readonly CheckResult[];
  policy: readonly PolicyCheck[];
  /** The results of the round before, to say what moved. */
  before?: readonly CheckResult[] | undefined;
};

/** The checks of one round, what blocks first. */
export function GateChecks({ workspace, model, results, policy, before = [] }: Props) {
  const checks = results
    .toSorted((a, b) => weight(a) - weight(b))
    .map((result): CheckItem => ({
      ...result,
      reason: told(result),
      ...sourceOf(workspace, model, result.source),
      late: lateIn(result),
      remedy: policy.find(({ id }) => id === result.id)?.remedy,
      moved: movedIn(result, before),
    }));
  return <CheckList checks={checks} />;
}

function movedIn(result: CheckResult, before: readonly CheckResult[]): string | undefined {
  const past = before.find(({ id }) => id === result.id);
  const isSame = past && wholeOf(past) === wholeOf(result);
  if (!past || (past.verdict === result.verdict && isSame)) return undefined;
  const looksSame = past.value === result.value && isSame !== true;
  const value = looksSame ? wholeOf(past) : past.value;
  const was = value === undefined ? "" : ` at ${value}`;
  return `it was ${inPlainWords(past.verdict)}${was}`;
}

function wholeOf({ value, wholeValue = value }: CheckResult): string | undefined {
  return wholeValue;
}

function lateIn({ late = [] }: CheckResult): string | undefined {
  return late.length === 0
    ? undefined
    : `${late.join(", ")} ${late.length === 1 ? "was" : "were"} logged after the run was over.`;
}

function sourceOf(
  workspace: string,
  model: string,
  source: string,
): { source: string; sourceHref?: string } {
  const [kind, ...rest] = source.split(":");
  const id = rest.join(":");
  if (kind === "run")
    return { source: `run ${id.slice(0, 8)}`, sourceHref: pathTo(workspace, pages.run(id)) };
  if (kind === "artifact") return { source: `files ${id.slice(0, 8)}` };
  if (kind === "model")
    return { source: `model ${model}`, sourceHref: pathTo(workspace, pages.model(model)) };
  if (kind === "evidence") return { source: "evidence on record" };
  return { source: `version ${id.split("/").at(-1) ?? id}` };
}

function weight({ level, verdict }: CheckResult): number {
  if (verdict === "pass") return 2;
  return level === "must" ? 0 : 1;
}

/** A pass whose value and limit stand beside it needs no sentence saying the same. */
function told({ verdict, value, limit, reason }: CheckResult): string {
  return verdict === "pass" && value !== undefined && limit !== undefined ? "" : reason;
}
