import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { inOrder } from "@/lib/experiments/curves/points";
import {
  isOrdered,
  packedSegment,
  plainSegment,
  unpack,
  wholeOf,
  widthsOf,
  type Segment,
  type StoredSegment,
} from "@/lib/experiments/curves/segment";
import { anyPoints, columns, plainCurve, plainly, rows, stored } from "@/tests/support/curves";

const anyCurve = fc.oneof(anyPoints, plainCurve);

/** What the database hands over of a stretch. */
function bytesOf(segment: Segment, of: StoredSegment, from = 0, count = segment.n): Buffer {
  const { step, time, value } = widthsOf(of);
  const cut = (bytes: Buffer, width: number) =>
    bytes.subarray(from * width, (from + count) * width);
  return Buffer.concat([
    cut(segment.steps, step),
    cut(segment.times, time),
    cut(segment.values, value),
  ]);
}

const least = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b));
const greatest = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b));

test("the points in order are each there once, whatever came in", () => {
  fc.assert(
    fc.property(anyCurve, fc.constantFrom("step" as const, "time" as const), (points, order) => {
      expect(rows(inOrder(columns([...points, ...points]), order))).toEqual(plainly(points, order));
    }),
  );
});

describe("a segment", () => {
  test("gives back every point it was made of", () => {
    fc.assert(
      fc.property(anyCurve, (points) => {
        const ordered = inOrder(columns(points));
        const segment = packedSegment(ordered);
        const of = stored(segment, "a");
        expect(rows(unpack([wholeOf(of)], bytesOf(segment, of)))).toEqual(rows(ordered));
      }),
    );
  });

  test("gives back any stretch of its points alone", () => {
    fc.assert(
      fc.property(anyCurve, fc.nat(), fc.nat(), (points, a, b) => {
        const ordered = inOrder(columns(points));
        const segment = packedSegment(ordered);
        const of = stored(segment, "a");
        const from = a % of.n;
        const count = 1 + (b % (of.n - from));
        const part = unpack([{ segment: of, from, count }], bytesOf(segment, of, from, count));
        expect(rows(part)).toEqual(rows(ordered).slice(from, from + count));
      }),
    );
  });

  test("says of itself what its points say", () => {
    fc.assert(
      fc.property(anyCurve, (points) => {
        const segment = packedSegment(inOrder(columns(points)));
        const all = plainly(points);
        const finite = all.map(({ value }) => value).filter(Number.isFinite);
        expect(segment).toMatchObject({
          n: all.length,
          firstStep: least(all.map(({ step }) => step)),
          lastStep: greatest(all.map(({ step }) => step)),
          firstAt: least(all.map(({ at }) => at)),
          lastAt: greatest(all.map(({ at }) => at)),
          low: finite.length > 0 ? least(finite) : null,
          high: finite.length > 0 ? greatest(finite) : null,
          odd: all.length - finite.length,
        });
        if (isOrdered(stored(segment, "a"))) return;
        expect(Number(segment.lastStep) - Number(segment.firstStep)).toBeGreaterThanOrEqual(
          2 ** 31,
        );
      }),
    );
  });
});

test("a plain segment goes on with another's bytes", () => {
  fc.assert(
    fc.property(anyPoints, anyPoints, (a, b) => {
      const [first, second] = [plainSegment(columns(a)), plainSegment(columns(b))];
      const both = {
        ...plainSegment(columns([...a, ...b])),
        steps: Buffer.concat([first.steps, second.steps]),
        times: Buffer.concat([first.times, second.times]),
        values: Buffer.concat([first.values, second.values]),
      };
      const of = stored(both, "a");
      expect(rows(unpack([wholeOf(of)], bytesOf(both, of)))).toEqual([...a, ...b]);
    }),
  );
});

test("a curve logged step by step at one pace costs its values alone", () => {
  const points = Array.from({ length: 1000 }, (_, i) => ({
    step: i * 10,
    at: 1_700_000_000_000 + i * 250,
    value: i / 7,
  }));
  const { steps, times, values, even } = packedSegment(columns(points));
  expect([steps.length, times.length, values.length, even]).toEqual([0, 0, 8000, true]);
});
