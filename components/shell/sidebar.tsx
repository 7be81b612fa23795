import { NavLinks } from "@/components/shell/nav-links";
import { SearchButton } from "@/components/shell/search-button";
import { UserMenu } from "@/components/shell/user-menu";
import { WorkspaceMenu } from "@/components/shell/workspace-menu";

export type SidebarProps = {
  workspace: { slug: string; name: string };
  workspaces: readonly { slug: string; name: string }[];
  user: { name: string; email: string; roles: readonly string[] };
  /** Gates that wait for a decision. */
  openGates?: number | undefined;
  mayAudit: boolean;
};

export function Sidebar({ workspace, workspaces, user, openGates = 0, mayAudit }: SidebarProps) {
  return (
    <div className="flex h-full flex-col gap-3 p-2.5">
      <WorkspaceMenu workspace={workspace} workspaces={workspaces} />
      <SearchButton />
      <nav aria-label="Workspace" className="min-h-0 flex-1 overflow-y-auto">
        <NavLinks workspace={workspace.slug} openGates={openGates} mayAudit={mayAudit} />
      </nav>
      <UserMenu user={user} />
    </div>
  );
}
