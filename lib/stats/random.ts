/** Repeatable randomness for generated data and resampling. Never for secrets. */
export type Random = {
  /** Uniform in [0, 1), 32 bits of resolution. */
  next: () => number;
  /** Standard normal deviate. */
  normal: () => number;
  /** Uniform integer in [0, n). */
  below: (n: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** A new array in random order (Fisher and Yates). */
  shuffled: <T>(from: readonly T[]) => T[];
};

/**
 * xoshiro128** seeded by SplitMix32: the same seed gives the same stream on every machine.
 * Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021.
 */
export function seededRandom(seed: number): Random {
  const mix = splitMix32(seed);
  const s = Uint32Array.from({ length: 4 }, () => mix());
  const word = (i: number): number => s[i] ?? 0;
  const bits = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(word(1), 5), 7), 9) >>> 0;
    const shifted = word(1) << 9;
    s[2] = word(2) ^ word(0);
    s[3] = word(3) ^ word(1);
    s[1] = word(1) ^ word(2);
    s[0] = word(0) ^ word(3);
    s[2] = word(2) ^ shifted;
    s[3] = rotateLeft(word(3), 11);
    return result;
  };
  const next = (): number => bits() / 4_294_967_296;
  const below = (n: number): number => Math.floor(next() * n);
  return { next, normal: () => normalDeviate(next), below, pick: pickWith(below), shuffled };

  function shuffled<T>(from: readonly T[]): T[] {
    const keyed = [...from];
    for (let i = keyed.length - 1; i > 0; i--) {
      const j = below(i + 1);
      const [a, b] = [keyed[i], keyed[j]];
      if (a !== undefined && b !== undefined) [keyed[i], keyed[j]] = [b, a];
    }
    return keyed;
  }
}

function pickWith(below: (n: number) => number) {
  return <T>(from: readonly T[]): T => {
    const picked = from[below(from.length)];
    if (picked === undefined) throw new RangeError("Nothing to pick from.");
    return picked;
  };
}

/** Box–Muller: √(−2 ln u) · cos(2πv). Source: Box and Muller, Annals of Mathematical Statistics 29(2), 1958. */
function normalDeviate(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

function rotateLeft(x: number, k: number): number {
  return ((x << k) | (x >>> (32 - k))) >>> 0;
}

function splitMix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}
