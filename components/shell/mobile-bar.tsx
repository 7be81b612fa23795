"use client";

import { Menu as MenuIcon, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";

import { Mark } from "@/components/shell/mark";
import { openPalette, paletteSignal } from "@/components/shell/signals";
import { IconButton } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { pages, pathTo } from "@/lib/paths";

export function MobileBar({ workspace, children }: { workspace: string; children: ReactNode }) {
  const path = usePathname();
  /** Open only on the page it was opened on: following a link closes it. */
  const [openOn, setOpenOn] = useState<string | null>(null);

  useEffect(() => {
    const close = () => setOpenOn(null);
    window.addEventListener(paletteSignal, close);
    return () => window.removeEventListener(paletteSignal, close);
  }, []);

  return (
    <header
      data-print="hide"
      className="border-line bg-sunken sticky top-0 z-30 flex h-12 items-center gap-1 border-b px-2 md:hidden"
    >
      <Drawer
        side="left"
        title="Gatehouse"
        open={openOn === path}
        onOpenChange={(open) => setOpenOn(open ? path : null)}
        className="w-72 [&>div:last-child]:p-0"
        trigger={<IconButton label="Open the navigation" icon={<MenuIcon aria-hidden />} />}
      >
        {children}
      </Drawer>
      <Link
        href={pathTo(workspace, pages.home)}
        className="flex h-8 flex-1 items-center gap-2 px-1 text-sm font-semibold"
      >
        <Mark size={18} />
        Gatehouse
      </Link>
      <IconButton label="Search or go to" icon={<Search aria-hidden />} onClick={openPalette} />
    </header>
  );
}
