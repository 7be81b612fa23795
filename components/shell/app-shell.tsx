import type { ReactNode } from "react";

import { CommandCentre } from "@/components/shell/command-centre";
import { MobileBar } from "@/components/shell/mobile-bar";
import { Sidebar, type SidebarProps } from "@/components/shell/sidebar";

export type AppShellProps = SidebarProps & { children: ReactNode };

/** The frame of every page of a workspace: where one is, where one can go, and the page itself. */
export function AppShell({ children, ...frame }: AppShellProps) {
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="bg-accent text-accent-ink fixed top-2 left-2 z-60 -translate-y-16 rounded-md px-3 py-1.5 text-sm font-medium focus:translate-y-0"
      >
        Skip to the content
      </a>
      <aside
        data-print="hide"
        className="border-line bg-sunken sticky top-0 hidden h-dvh border-r md:block"
      >
        <Sidebar {...frame} />
      </aside>
      <MobileBar workspace={frame.workspace.slug}>
        <Sidebar {...frame} />
      </MobileBar>
      <main id="main" tabIndex={-1} className="min-w-0 outline-none">
        {children}
      </main>
      <CommandCentre workspace={frame.workspace.slug} mayAudit={frame.mayAudit} />
    </div>
  );
}
