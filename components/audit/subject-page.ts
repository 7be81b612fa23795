import { pages, type Within } from "@/lib/paths";

const found = new Map<string, (id: string) => Within>(
  Object.entries({
    run: pages.run,
    experiment: pages.experiment,
    logged_model: pages.loggedModel,
    model: pages.model,
    version: versionPage,
    gate: pages.gate,
    policy: () => pages.policies,
    member: () => pages.members,
    invitation: () => pages.members,
    key: () => pages.keys,
  }),
);

/** The page of what an entry is about; null where there is none. */
export function subjectPage(subject: string): Within | null {
  const colon = subject.indexOf(":");
  return found.get(subject.slice(0, colon))?.(subject.slice(colon + 1)) ?? null;
}

/** `name/version`, where the name may itself hold a slash. */
function versionPage(id: string): Within {
  const slash = id.lastIndexOf("/");
  return pages.version(id.slice(0, slash), id.slice(slash + 1));
}
