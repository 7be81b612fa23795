import { TabsNav } from "@/components/blocks/tabs-nav";
import type { FormAction } from "@/components/blocks/use-action-form";
import { VersionHistory } from "@/components/dossier/version-history";
import { ArtifactBrowser } from "@/components/experiments/artifact-browser";
import { VersionOrigin } from "@/components/registry/version-origin";
import { VersionUse } from "@/components/registry/version-use";
import { pages, pathTo, withQuery } from "@/lib/paths";
import type { VersionScreen } from "@/lib/workspace/version-screen";

type Props = {
  screen: VersionScreen;
  workspace: string;
  tab: string | undefined;
  open: string;
  describe: FormAction | null;
};

const tabs = ["origin", "files", "use", "history"] as const;
const labels = {
  origin: "Where it came from",
  files: "Files",
  use: "Description and use",
  history: "History",
} as const;

/** The rest of the page, a part at a time; the URL says which. */
export function VersionTabs({ screen, workspace, tab: asked, open, describe }: Props) {
  const { version, manifest } = screen;
  const path = pathTo(workspace, pages.version(version.model.name, version.version));
  const tab = tabs.find((name) => name === asked) ?? (open === "" ? "origin" : "files");
  return (
    <div className="space-y-4">
      <TabsNav
        label="Parts of this version"
        items={tabs.map((name) => ({
          href: withQuery(path, { tab: name === "origin" ? null : name }),
          label: labels[name],
          active: tab === name,
          ...(name === "files" ? { count: manifest.files.length } : {}),
        }))}
      />
      {tab === "origin" && <VersionOrigin screen={screen} workspace={workspace} />}
      {tab === "files" && (
        <ArtifactBrowser
          screen={screen.files}
          open={open}
          workspace={workspace}
          keep={{ tab: "files", path: open || null }}
          hrefOf={(file) =>
            withQuery(path, { tab: "files", path: file, find: screen.files.find || null })
          }
        />
      )}
      {tab === "use" && <VersionUse screen={screen} describe={describe} />}
      {tab === "history" && <VersionHistory screen={screen} workspace={workspace} />}
    </div>
  );
}
