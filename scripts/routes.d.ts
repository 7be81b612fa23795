/** Made of app/**\/route.ts when scripts/web.ts is bundled. */
declare module "gatehouse:routes" {
  import type { RouteEntry } from "@/lib/transport/server/route-table";

  const entries: readonly RouteEntry[];
  export default entries;
}
