import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

type Rgb = readonly [number, number, number];

const css = readFileSync("app/globals.css", "utf8");
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/gu)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }] as const,
  ),
);
const modes = ["light", "dark"] as const;

const grounds = ["surface", "raised", "sunken", "hover", "selected"];
const inks = ["ink", "muted", "faint", "accent", "ok", "warn", "bad", "info"];
const charts = ["chart-1", "chart-2", "chart-3", "chart-4"];

/** Text: WCAG 2.2, 1.4.3. */
const textPairs = [
  ...grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const)),
  ...["ok", "warn", "bad", "info"].flatMap((tone) => [
    [tone, `${tone}-soft`] as const,
    ["ink", `${tone}-soft`] as const,
  ]),
  ["accent-ink", "accent"] as const,
  ["accent-ink", "accent-strong"] as const,
  ["bad-ink", "bad-fill"] as const,
];

/** Marks and the edges of controls: WCAG 2.2, 1.4.11. */
const markPairs = [...charts, "threshold", "field", "accent"].flatMap((mark) =>
  ["surface", "raised"].map((ground) => [mark, ground] as const),
);

for (const mode of modes) {
  test.each(textPairs)(`${mode}: %s is legible on %s`, (ink, ground) => {
    expect(contrast(colour(ink, mode), colour(ground, mode))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(markPairs)(`${mode}: %s can be seen on %s`, (mark, ground) => {
    expect(contrast(colour(mark, mode), colour(ground, mode))).toBeGreaterThanOrEqual(3);
  });

  test(`${mode}: chart colours can be told apart, also without one kind of cone`, () => {
    const distances = pairs(charts).flatMap(([a, b]) =>
      cones.map((cone) => distance(seen(colour(a, mode), cone), seen(colour(b, mode), cone))),
    );
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0.14);
  });
}

function colour(name: string, mode: (typeof modes)[number]): Rgb {
  const hex = tokens.get(name)?.[mode];
  if (hex === undefined) throw new Error(`There is no token --${name}`);
  const channel = (at: number) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** (L1 + 0.05) / (L2 + 0.05) over relative luminance, WCAG 2.2. */
function contrast(a: Rgb, b: Rgb): number {
  const [high = 0, low = 0] = [a, b]
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Linear RGB as seen without the long, middle or short cones: Machado, Oliveira, Fernandes 2009, severity 1. */
const cones = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
] as const;

function seen(rgb: Rgb, matrix: (typeof cones)[number]): Rgb {
  const row = (start: number) =>
    Math.min(
      1,
      Math.max(
        0,
        rgb.reduce((sum, value, at) => sum + value * (matrix[start + at] ?? 0), 0),
      ),
    );
  return [row(0), row(3), row(6)];
}

/** Euclidean distance in OKLab, Ottosson 2020. */
function distance(a: Rgb, b: Rgb): number {
  const [p, q] = [oklab(a), oklab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function oklab([red, green, blue]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function pairs(names: readonly string[]): (readonly [string, string])[] {
  return names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b] as const));
}
