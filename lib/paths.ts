/** Every address of this site. Parts are encoded here and nowhere else. */

/** A place in a workspace, beneath `/w/<workspace>`. */
export type Within = "" | `/${string}`;

export type Query = Readonly<
  Record<string, string | number | readonly string[] | null | undefined>
>;

/** The pages of a workspace. */
export const pages = {
  home: "",
  experiments: "/experiments",
  experiment: (id: string): Within => `/experiments/${part(id)}`,
  run: (id: string): Within => `/runs/${part(id)}`,
  loggedModel: (id: string): Within => `/logged-models/${part(id)}`,
  compare: "/compare",
  models: "/models",
  model: (name: string): Within => `/models/${part(name)}`,
  version: (name: string, version: number | string): Within =>
    `/models/${part(name)}/versions/${part(String(version))}`,
  gates: "/gates",
  gate: (id: string): Within => `/gates/${part(id)}`,
  policies: "/policies",
  audit: "/audit",
  auditEntry: (seq: number): Within => `/audit/${seq}`,
  members: "/settings/members",
  keys: "/settings/keys",
  profile: "/settings/profile",
  background: "/settings/background",
} as const satisfies Record<string, Within | ((...parts: never[]) => Within)>;

/** What pages ask of the API, or offer as a file. */
export const api = {
  search: "/api/v1/search",
  experimentKeys: (id: string): Within => `/api/v1/experiments/${part(id)}/keys`,
  run: (id: string): Within => `/api/v1/runs/${part(id)}`,
  curves: "/api/v1/runs/curves",
  comparisonCsv: "/api/v1/runs/compare.csv",
  runsCsv: "/api/v1/runs/export.csv",
  gates: "/api/v1/gates",
  gateRecord: (id: string): Within => `/api/v1/gates/${part(id)}/record`,
  auditExport: "/api/v1/audit/export",
  auditHeads: "/api/v1/audit/heads",
  artifact: (path: string): Within =>
    `/api/2.0/mlflow-artifacts/artifacts/${path.split("/").map(encodeURIComponent).join("/")}`,
} as const satisfies Record<string, Within | ((...parts: never[]) => Within)>;

/** The pages that belong to no workspace. */
export const site = {
  root: "/",
  signIn: "/sign-in",
  setUp: "/setup",
  invitation: (token: string): Within => `/invite/${part(token)}`,
  styleGuide: "/styleguide",
  /** The sign-in library's own endpoints. */
  auth: (endpoint: string): Within => `/api/auth/${endpoint}`,
} as const satisfies Record<string, Within | ((...parts: never[]) => Within)>;

export function pathTo(workspace: string, within: Within, query: Query = {}): string {
  return withQuery(`/w/${part(workspace)}${within}`, query);
}

/** What an MLflow client is told to log to. */
export function trackingUri(origin: string, workspace: string): string {
  return origin.replace(/\/+$/, "") + pathTo(workspace, pages.home);
}

/** A path with the parts of the query that are set; lists are joined by commas. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text !== null && text !== undefined && text !== "") search.set(key, String(text));
  }
  const text = search.toString().replaceAll("%2C", ",");
  return text === "" ? path : `${path}?${text}`;
}

/** The value in a page's parameter; one with a stray `%` has been decoded on the way already. */
export function readPart(parameter: string): string {
  if (escapedDots.test(parameter)) return parameter.slice(1);
  try {
    return decodeURIComponent(parameter);
  } catch {
    return parameter;
  }
}

/** Browsers take `.` and `..` for folders, encoded or not, so a name that is one of them is marked. */
const dots = /^~*\.{1,2}$/;
const escapedDots = /^~+\.{1,2}$/;

function part(value: string): string {
  return dots.test(value) ? `~${value}` : encodeURIComponent(value);
}
