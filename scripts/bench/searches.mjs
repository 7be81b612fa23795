import { HttpClient } from "../lib/http-client.mjs";
import { time } from "./time.mjs";

const api = "/api/2.0/mlflow";

/**
 * @typedef {import("./writes.mjs").Bench} Bench
 * @typedef {{ name: string, filter: string, order_by: string[] }} Search
 */

/**
 * @param {Bench} bench
 * @param {number} count
 */
export async function measureSearchExperiments({ url, key }, count) {
  const client = new HttpClient(url, key);
  const durations = await time(count, () =>
    client.json("POST", `${api}/experiments/search`, { max_results: 100 }),
  );
  client.close();
  return durations;
}

/** @type {Search} */
export const plain = { name: "plain", filter: "", order_by: [] };
/** @type {Search} */
export const threeConditions = {
  name: "three conditions and an order",
  filter: "metrics.accuracy > 0.9 and params.optimizer = 'adam' and tags.team = 'team-3'",
  order_by: ["metrics.f1 DESC"],
};

/**
 * Other questions a page of runs is asked; none may take long.
 * @type {Search[]}
 */
export const others = [
  { name: "by a metric", filter: "", order_by: ["metrics.accuracy DESC"] },
  {
    name: "metric and param",
    filter: "metrics.accuracy > 0.9 and params.optimizer = 'adam'",
    order_by: [],
  },
  { name: "metric, by a metric", filter: "metrics.loss < 0.2", order_by: ["metrics.f1 DESC"] },
  {
    name: "tag and status",
    filter: "tags.team = 'team-3' and attributes.status = 'FINISHED'",
    order_by: [],
  },
  {
    name: "name pattern",
    filter: "attributes.run_name LIKE 'run-42%'",
    order_by: ["attributes.start_time ASC"],
  },
  {
    name: "either of two",
    filter: "params.depth = '3' OR (metrics.rmse > 0.5 AND tags.team != 'team-1')",
    order_by: ["params.lr ASC"],
  },
  { name: "nothing matches", filter: "metrics.accuracy > 2", order_by: [] },
];

/**
 * `runs/search` for 100 rows.
 * @param {Bench} bench
 * @param {string} experimentId
 * @param {Search} search
 * @param {number} count
 */
export async function measureSearchRuns({ url, key }, experimentId, { filter, order_by }, count) {
  const client = new HttpClient(url, key);
  const body = { experiment_ids: [experimentId], max_results: 100, filter, order_by };
  const durations = await time(count, () => client.json("POST", `${api}/runs/search`, body), 30);
  client.close();
  return durations;
}
