"use client";

import { ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";

import { Avatar } from "@/components/blocks/avatar";
import { signOut } from "@/components/shell/sign-out";
import { openKeys } from "@/components/shell/signals";
import { chooseTheme } from "@/components/shell/theme";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";

export function UserMenu({
  user,
}: {
  user: { name: string; email: string; roles: readonly string[] };
}) {
  const roles = user.roles.map((role) => role.replaceAll("_", " ")).join(", ");
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="hover:bg-hover data-popup-open:bg-hover flex h-11 w-full items-center gap-2 rounded-md px-2 text-left"
        >
          <Avatar name={user.name} size="md" />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">{user.name}</span>
            <span className="text-muted block truncate text-xs first-letter:uppercase">
              {roles}
            </span>
            <span className="sr-only">Account and appearance</span>
          </span>
          <ChevronsUpDown aria-hidden className="text-muted size-4 shrink-0" />
        </button>
      }
    >
      <MenuLabel>{user.email}</MenuLabel>
      <MenuSeparator />
      <MenuLabel>Appearance</MenuLabel>
      <MenuItem icon={<Monitor aria-hidden />} onSelect={() => chooseTheme("system")}>
        As the system
      </MenuItem>
      <MenuItem icon={<Sun aria-hidden />} onSelect={() => chooseTheme("light")}>
        Light
      </MenuItem>
      <MenuItem icon={<Moon aria-hidden />} onSelect={() => chooseTheme("dark")}>
        Dark
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Keyboard aria-hidden />} shortcut="?" onSelect={openKeys}>
        Keyboard
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
