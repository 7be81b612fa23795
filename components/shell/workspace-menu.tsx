"use client";

import { Check, ChevronsUpDown } from "lucide-react";

import { Mark } from "@/components/shell/mark";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { pages, pathTo } from "@/lib/paths";

type Workspace = { slug: string; name: string };

export function WorkspaceMenu({
  workspace,
  workspaces,
}: {
  workspace: Workspace;
  workspaces: readonly Workspace[];
}) {
  return (
    <Menu
      label={`Workspace ${workspace.name}: change`}
      trigger={
        <button
          type="button"
          className="hover:bg-hover data-popup-open:bg-hover flex h-9 w-full items-center gap-2 rounded-md px-2 text-left"
        >
          <Mark />
          <span className="min-w-0 flex-1 truncate text-sm font-semibold">{workspace.name}</span>
          <ChevronsUpDown aria-hidden className="text-muted size-4 shrink-0" />
        </button>
      }
    >
      <MenuLabel>Workspaces</MenuLabel>
      {workspaces.map(({ slug, name }) => (
        <MenuItem
          key={slug}
          href={pathTo(slug, pages.home)}
          icon={<Check aria-hidden className={slug === workspace.slug ? "" : "opacity-0"} />}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
