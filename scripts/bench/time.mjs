/**
 * Runs `body` one after another, after a warm-up, and answers each duration in milliseconds.
 * @param {number} count
 * @param {(i: number) => PromiseLike<unknown>} body
 */
export async function time(count, body, warmUp = Math.ceil(count / 10)) {
  for (let i = 0; i < warmUp; i++) await body(i);
  /** @type {number[]} */
  const durations = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    await body(warmUp + i);
    durations.push(performance.now() - began);
  }
  return durations;
}

/**
 * @param {readonly number[]} durations
 * @param {number} share
 */
export function quantile(durations, share) {
  const sorted = durations.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/**
 * Several clients at once, each doing `body` again until the time is up.
 * @template Client
 * @param {readonly Client[]} clients
 * @param {number} seconds
 * @param {(client: Client, i: number) => Promise<unknown>} body
 */
export async function timeTogether(clients, seconds, body) {
  /** @type {number[]} */
  const durations = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  await Promise.all(
    clients.map(async (client, i) => {
      while (performance.now() < end) {
        const sent = performance.now();
        await body(client, i);
        durations.push(performance.now() - sent);
      }
    }),
  );
  return { durations, elapsed: (performance.now() - began) / 1000 };
}
