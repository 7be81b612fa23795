const pages = new Map<string, (id: string) => string>(
  Object.entries({
    run: (id) => `/runs/${encodeURIComponent(id)}`,
    experiment: (id) => `/experiments/${encodeURIComponent(id)}`,
    logged_model: (id) => `/logged-models/${encodeURIComponent(id)}`,
    model: (name) => `/models/${encodeURIComponent(name)}`,
    version: versionPage,
    gate: (id) => `/gates/${encodeURIComponent(id)}`,
    policy: () => "/policies",
    member: () => "/settings/members",
    invitation: () => "/settings/members",
    key: () => "/settings/keys",
  }),
);

/** The page, within a workspace, of what an entry is about; null where there is none. */
export function subjectHref(subject: string): string | null {
  const colon = subject.indexOf(":");
  return pages.get(subject.slice(0, colon))?.(subject.slice(colon + 1)) ?? null;
}

/** `name/version`, where the name may itself hold a slash. */
function versionPage(id: string): string {
  const slash = id.lastIndexOf("/");
  return `/models/${encodeURIComponent(id.slice(0, slash))}/versions/${id.slice(slash + 1)}`;
}
