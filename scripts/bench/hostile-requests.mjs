/**
 * @typedef {{ name: string, path: string, method?: string, body?: object, page?: boolean, leaves?: number }} Asked
 * `page`: as somebody signed in; `leaves`: hangs up after so many milliseconds.
 */

const api = "/api/2.0/mlflow";
const rest = "/w/bench/api/v1";

/**
 * What asks for much of a hostile workspace, by those who may only read.
 * @param {import("./hostile.mjs").Hostile} hostile
 * @returns {Asked[]}
 */
export function hostileRequests({ experimentId, curve, wide, full, model }) {
  const ids = [experimentId];
  const many = Array.from({ length: 400 }, (_, n) => `tags.x${n} ILIKE '%q%'`).join(" OR ");
  const compared = wide.map((id) => `runs=${id}`).join("&");
  const sampled = `${api}/metrics/get-history-bulk-interval?run_ids=${curve}&metric_key=loss`;
  const search = { method: "POST", path: `${api}/runs/search` };
  const [one = ""] = wide;
  return [
    { name: "sampled history, 2,500", path: `${sampled}&max_results=2500` },
    { name: "whole history", path: `${api}/metrics/get-history?run_id=${curve}&metric_key=loss` },
    { name: "search, all runs", ...search, body: { experiment_ids: ids, max_results: 50_000 } },
    {
      name: "search, 400 conditions",
      ...search,
      body: { experiment_ids: ids, filter: many, max_results: 1000 },
    },
    {
      name: "search, 400 conditions, leaves",
      ...search,
      body: { experiment_ids: ids, filter: many, max_results: 1000 },
      leaves: 500,
    },
    { name: "runs by REST, 1,000", path: `${rest}/runs?experimentId=${experimentId}&limit=1000` },
    { name: "one wide run", path: `${rest}/runs/${one}` },
    { name: "20 wide runs compared", path: `${rest}/runs/compare?${compared}` },
    {
      name: "export of all runs and keys",
      path: `${rest}/runs/export.csv?experimentId=${experimentId}`,
      leaves: 10_000,
    },
    { name: "artifact list", path: `${api}/artifacts/list?run_id=${full}` },
    { name: "version with a hostile MLmodel", path: `${rest}/models/${model}/versions/1` },
    { name: "page: experiment", page: true, path: `/w/bench/experiments/${experimentId}` },
    { name: "page: wide run", page: true, path: `/w/bench/runs/${one}` },
    { name: "page: folder of files", page: true, path: `/w/bench/runs/${full}?tab=artifacts` },
    { name: "page: comparison", page: true, path: `/w/bench/compare?${compared}` },
    { name: "page: version", page: true, path: `/w/bench/models/${model}/versions/1` },
  ];
}
