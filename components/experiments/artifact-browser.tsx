import { File, Folder, FolderOpen } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { Callout } from "@/components/blocks/callout";
import { EmptyState } from "@/components/blocks/empty-state";
import { FindRows } from "@/components/blocks/find-rows";
import { FilePreview } from "@/components/experiments/file-preview";
import { cn } from "@/components/ui/cn";
import { mostEntries } from "@/lib/artifacts/most-entries";
import type { ArtifactsScreen, TreeEntry } from "@/lib/experiments/runs/artifacts-screen";
import { formatBytes } from "@/lib/format";

type Props = {
  screen: ArtifactsScreen;
  open: string;
  workspace: string;
  /** What stays in the address while a file is looked for. */
  keep: Readonly<Record<string, string | null>>;
  /** The page that shows the artifact at a path. */
  hrefOf: (path: string) => string;
};

export function ArtifactBrowser({ screen, open, workspace, keep, hrefOf }: Props) {
  if (screen.elsewhere !== null)
    return (
      <Callout tone="info" title="These artifacts are kept elsewhere">
        <span className="font-mono text-xs wrap-anywhere">{screen.elsewhere}</span>
      </Callout>
    );
  if (screen.tree.length === 0 && screen.find === "")
    return (
      <EmptyState
        title="No artifacts"
        code={[{ label: "Python", text: 'mlflow.log_artifact("report.html")' }]}
      />
    );
  return (
    <div className="grid items-start gap-4 md:grid-cols-[minmax(14rem,20rem)_minmax(0,1fr)]">
      <nav
        aria-label="Artifacts"
        className="border-line bg-raised max-h-[36rem] overflow-auto rounded-lg border p-2"
      >
        {(isLong(screen) || screen.find !== "") && (
          <FindRows label="Find a file" find={screen.find} keep={keep} />
        )}
        {screen.tree.length === 0 && (
          <p className="text-muted p-2 text-sm">No path holds “{screen.find}”.</p>
        )}
        <Tree entries={screen.tree} open={open} hrefOf={hrefOf} />
        {screen.more && <More />}
      </nav>
      {screen.file ? (
        <FilePreview file={screen.file} workspace={workspace} />
      ) : (
        <Hint>
          {open === "" || isFolder(screen.tree, open)
            ? "Choose a file to look at it here."
            : `There is no artifact at ${open}.`}
        </Hint>
      )}
    </div>
  );
}

const isLong = ({ tree, more }: { tree: readonly TreeEntry[]; more?: boolean }): boolean =>
  more === true ||
  tree.some(
    ({ children, more: inside }) => children && isLong({ tree: children, more: inside === true }),
  );

function More() {
  return (
    <p className="text-muted px-2 py-1 text-xs">
      Only the first {mostEntries} are shown. Find the others by name.
    </p>
  );
}

function Hint({ children }: { children: ReactNode }) {
  return (
    <p className="text-muted border-line rounded-lg border border-dashed px-4 py-12 text-center text-sm">
      {children}
    </p>
  );
}

function Tree({
  entries,
  open,
  hrefOf,
}: {
  entries: readonly TreeEntry[];
  open: string;
  hrefOf: (path: string) => string;
}) {
  return (
    <ul className="text-sm">
      {entries.map((entry) => (
        <li key={entry.path}>
          <Link
            href={hrefOf(entry.path)}
            scroll={false}
            prefetch={false}
            aria-current={entry.path === open ? "page" : undefined}
            className={cn(
              "hover:bg-hover flex min-h-7 items-center gap-2 rounded-sm px-2",
              entry.path === open && "bg-selected font-medium",
            )}
          >
            <EntryIcon entry={entry} />
            <span className="min-w-0 flex-1 truncate" title={entry.name}>
              {entry.name}
            </span>
            {entry.size !== null && (
              <span className="text-muted num text-xs">{formatBytes(entry.size)}</span>
            )}
          </Link>
          {entry.children && (
            <div className="border-line ml-3.5 border-l pl-1.5">
              <Tree entries={entry.children} open={open} hrefOf={hrefOf} />
              {entry.more && <More />}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function EntryIcon({ entry }: { entry: TreeEntry }) {
  const Icon = entry.isDir ? (entry.children ? FolderOpen : Folder) : File;
  return (
    <>
      <Icon aria-hidden className="text-muted size-4 shrink-0" />
      {entry.isDir && <span className="sr-only">Folder</span>}
    </>
  );
}

function isFolder(entries: readonly TreeEntry[], path: string): boolean {
  return entries.some(
    (entry) =>
      entry.isDir && (entry.path === path || (entry.children && isFolder(entry.children, path))),
  );
}
