/** Steps of a curve: every `stride` from `first` to `last`, or a list in order, each once. */
export type Steps = StepLine | Float64Array;
export type StepLine = { first: number; stride: number; last: number };

/**
 * About `limit` of all different steps, evenly spread, as MLflow samples them: the ⌊i·n/limit⌋-th of n for each i; all
 * of them when there are no more. In order. Lines of steps are counted, not written out, so a curve of a million steps
 * costs no more than its segments.
 */
export function sampleSteps(logged: readonly Steps[], limit: number): number[] {
  const parts = distinct(logged);
  const n = parts.reduce((sum, part) => sum + countOf(part), 0);
  const sampled: number[] = [];
  let [part, before] = [0, 0];
  for (let i = 0; i < Math.min(n, limit); i++) {
    const rank = n <= limit ? i : Math.floor(i * (n / limit));
    for (let at = parts[part]; at && rank - before >= countOf(at); at = parts[part]) {
      before += countOf(at);
      part++;
    }
    const steps = parts[part];
    if (steps) sampled.push(stepAt(steps, rank - before));
  }
  return sampled;
}

/** How many different steps there are. */
export function countSteps(logged: readonly Steps[]): number {
  return distinct(logged).reduce((sum, part) => sum + countOf(part), 0);
}

/** Steps in any order as a list. */
export function listOf(steps: Float64Array): Float64Array {
  return steps.toSorted().filter((step, at, sorted) => at === 0 || step !== sorted[at - 1]);
}

/** The part of the line that lies between the two bounds, if any. */
export function clip({ first, stride, last }: StepLine, from: number, to: number): StepLine[] {
  const start = first + Math.max(0, Math.ceil((from - first) / stride)) * stride;
  const end = last - Math.max(0, Math.ceil((last - to) / stride)) * stride;
  return start <= end ? [{ first: start, stride, last: end }] : [];
}

/** The same steps, each once, in parts that follow each other. */
function distinct(logged: readonly Steps[]): Steps[] {
  const parts = [
    ...joinLines(logged.flatMap((steps) => (steps instanceof Float64Array ? [] : [steps]))),
    ...logged.filter((steps) => steps instanceof Float64Array && steps.length > 0),
  ];
  const apart: Steps[] = [];
  for (const part of parts.toSorted((a, b) => stepAt(a, 0) - stepAt(b, 0))) {
    const before = apart.at(-1);
    if (before && stepAt(part, 0) <= stepAt(before, countOf(before) - 1))
      apart.splice(-1, 1, union(before, part));
    else apart.push(part);
  }
  return apart;
}

/** Lines on one grid that overlap or go on become one: the segments of a curve, and runs that log alike. */
function joinLines(lines: readonly StepLine[]): StepLine[] {
  const grids = new Map<string, StepLine[]>();
  for (const line of lines.toSorted((a, b) => a.first - b.first)) {
    const { first, stride, last } = line;
    const name = `${stride} ${((first % stride) + stride) % stride}`;
    const grid = grids.get(name) ?? [];
    const before = grid.at(-1);
    if (!before || first > before.last + stride) grid.push({ ...line });
    else before.last = Math.max(before.last, last);
    grids.set(name, grid);
  }
  return [...grids.values()].flat();
}

function union(a: Steps, b: Steps): Float64Array {
  const all = new Float64Array(countOf(a) + countOf(b));
  let [n, i, j] = [0, 0, 0];
  while (i < countOf(a) || j < countOf(b)) {
    const left = i < countOf(a) ? stepAt(a, i) : Number.POSITIVE_INFINITY;
    const right = j < countOf(b) ? stepAt(b, j) : Number.POSITIVE_INFINITY;
    const step = Math.min(left, right);
    if (left === step) i++;
    if (right === step) j++;
    all[n++] = step;
  }
  return all.subarray(0, n);
}

function countOf(steps: Steps): number {
  if (steps instanceof Float64Array) return steps.length;
  return (steps.last - steps.first) / steps.stride + 1;
}

function stepAt(steps: Steps, at: number): number {
  return steps instanceof Float64Array ? (steps[at] ?? 0) : steps.first + at * steps.stride;
}
