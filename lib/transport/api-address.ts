/** Which addresses mean the API: next.config.ts rewrites by this, and our own server matches by it. */

/** MLflow's addresses outside its API: clients append them to the tracking URI, and so to a workspace's address. */
export const besideApi = [
  "get-artifact",
  "model-versions/get-artifact",
  "health",
  "version",
  "graphql",
  "v1/traces",
];

const inWorkspace = /^\/w\/[^/]+(\/.+)$/;
const ofApi = new RegExp(`^/(api/.+|${besideApi.join("|")})$`);
/** Signing in is the sign-in library's, which works only inside the framework. */
const ofSignIn = /^\/api\/auth\//;

/** The path of the endpoint an address means, with or without a workspace before it; undefined where it means none. */
export function endpointPath(path: string): string | undefined {
  const below = inWorkspace.exec(path)?.[1];
  const asked = (below ?? path).replace(/^\/ajax-(?=api\/)/, "/");
  if (ofSignIn.test(asked)) return undefined;
  return below === undefined || ofApi.test(asked) ? asked : undefined;
}

/** Whether an address means the API, signing in included, and no page: in a workspace or not, answered or not. */
export function isApiAddress(path: string): boolean {
  const asked = (inWorkspace.exec(path)?.[1] ?? path).replace(/^\/ajax-(?=api\/)/, "/");
  return ofApi.test(asked);
}

export const isApiPath = (path: string): boolean => ofApi.test(path);

/** Whether it is our own API that is asked, and not MLflow's. */
export const isRestPath = (path: string): boolean => path.split("/")[2] === "v1";
