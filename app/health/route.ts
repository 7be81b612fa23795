/** What MLflow's own servers answer to probes: the process lives. `/api/ping` asks the database as well. */
export function GET(): Response {
  return new Response("OK", { headers: { "content-type": "text/plain; charset=utf-8" } });
}
