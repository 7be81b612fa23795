/** Which addresses mean the API: next.config.ts rewrites by this, and our own server matches by it. */

/** MLflow's addresses of a single file: they follow the tracking URI, though they lie outside its API. */
export const sentFiles = ["get-artifact", "model-versions/get-artifact"];

const inWorkspace = /^\/w\/[^/]+(\/.+)$/;
const ofApi = new RegExp(`^/(api/.+|${sentFiles.join("|")})$`);

/** The path of the endpoint an address means, with or without a workspace before it; undefined where it means none. */
export function endpointPath(path: string): string | undefined {
  const below = inWorkspace.exec(path)?.[1];
  const asked = (below ?? path).replace(/^\/ajax-(?=api\/)/, "/");
  return below === undefined || ofApi.test(asked) ? asked : undefined;
}

export const isApiPath = (path: string): boolean => ofApi.test(path);
