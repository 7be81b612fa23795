import { seededRandom } from "@/lib/stats/random";

import { rounded } from "../learners/table";

export type Rating = { user: number; item: number; value: number };
export type Ratings = { users: number; items: number; train: Rating[]; holdout: Rating[] };

/** Generated product ratings from 1 to 5 with six hidden tastes, a fifth held out. */
export function ratingsTable(seed: number, users = 260, items = 160): Ratings {
  const random = seededRandom(seed);
  const tastes = (): number[] => Array.from({ length: 6 }, () => random.normal());
  const people = Array.from({ length: users }, tastes);
  const products = Array.from({ length: items }, () => ({
    tastes: tastes(),
    appeal: 0.4 * random.normal(),
  }));
  const ratings: Ratings = { users, items, train: [], holdout: [] };
  people.forEach((person, user) => {
    products.forEach(({ tastes: taste, appeal }, item) => {
      if (random.next() > 0.22) return;
      const match = person.reduce((sum, p, k) => sum + p * (taste[k] ?? 0), 0) / 2.4;
      const value = rounded(
        Math.min(5, Math.max(1, 3.3 + appeal + match + 0.3 * random.normal())),
        1,
      );
      ratings[random.next() < 0.2 ? "holdout" : "train"].push({ user, item, value });
    });
  });
  return ratings;
}
