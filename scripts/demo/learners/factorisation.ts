import { seededRandom } from "@/lib/stats/random";
import { ndcg, recallAt } from "@/lib/stats/ranking";
import { mae, rmse } from "@/lib/stats/regression-error";

import type { Rating, Ratings } from "../recommender/data";
import type { Point } from "./model";

export type FactorisationParams = {
  factors: number;
  learning_rate: number;
  regularisation: number;
  epochs: number;
  seed: number;
};
export type Recommender = { curve: Point[]; metrics: Record<string, number>; json: object };

/**
 * Matrix factorisation with biases by stochastic gradient descent; no factors leaves the popularity baseline.
 * Source: Koren, Bell and Volinsky, "Matrix factorization techniques for recommender systems", Computer 42(8), 2009.
 */
export function trainFactorisation(ratings: Ratings, params: FactorisationParams): Recommender {
  const random = seededRandom(params.seed);
  const start = (): number[] => Array.from({ length: params.factors }, () => 0.1 * random.normal());
  const people = Array.from({ length: ratings.users }, () => ({ bias: 0, factors: start() }));
  const items = Array.from({ length: ratings.items }, () => ({ bias: 0, factors: start() }));
  const centre = ratings.train.reduce((sum, { value }) => sum + value, 0) / ratings.train.length;
  const predict = ({ user, item }: Pick<Rating, "user" | "item">): number =>
    affinity(centre, people[user], items[item]);
  const { learning_rate: rate, regularisation: pull } = params;
  const curve: Point[] = [];
  for (let step = 0; step < params.epochs; step++) {
    for (const rating of random.shuffled(ratings.train)) {
      const [person, item] = [people[rating.user], items[rating.item]];
      if (!person || !item) continue;
      const error = rating.value - affinity(centre, person, item);
      person.bias += rate * (error - pull * person.bias);
      item.bias += rate * (error - pull * item.bias);
      person.factors.forEach((p, k) => {
        const q = item.factors[k] ?? 0;
        person.factors[k] = p + rate * (error * q - pull * p);
        item.factors[k] = q + rate * (error * p - pull * q);
      });
    }
    const [train_rmse, val_rmse] = [ratings.train, ratings.holdout].map((rows) =>
      rmse(
        rows.map((r) => r.value),
        rows.map(predict),
      ),
    );
    curve.push({ step, values: { train_rmse: train_rmse ?? 0, val_rmse: val_rmse ?? 0 } });
  }
  const json = { kind: "factorisation", centre, people, items };
  return { curve, metrics: judge(ratings, predict), json };
}

type Side = { bias: number; factors: number[] };

function affinity(centre: number, person: Side | undefined, item: Side | undefined): number {
  if (!person || !item) return centre;
  const match = person.factors.reduce((sum, p, k) => sum + p * (item.factors[k] ?? 0), 0);
  return centre + person.bias + item.bias + match;
}

/** Ranks each person's held-out items by prediction; a rating of 4 or more is relevant. */
function judge(
  { users, holdout }: Ratings,
  predict: (rating: Rating) => number,
): Record<string, number> {
  const lists = Array.from({ length: users }, (_, user) =>
    holdout.filter((rating) => rating.user === user).toSorted((a, b) => predict(b) - predict(a)),
  ).filter((list) => list.some(({ value }) => value >= 4));
  const gains = lists.map((list) => list.map(({ value }) => (value >= 4 ? value - 3 : 0)));
  const mean = (of: (list: number[]) => number): number =>
    gains.reduce((sum, list) => sum + of(list), 0) / gains.length;
  const [actual, predicted] = [holdout.map((r) => r.value), holdout.map(predict)];
  return {
    rmse: rmse(actual, predicted),
    mae: mae(actual, predicted),
    ndcg_at_5: mean((list) => ndcg(list, 5)),
    recall_at_5: mean((list) => recallAt(list, 5)),
  };
}
