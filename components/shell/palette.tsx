"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, type KeyboardEvent } from "react";

import { match, staticItems, type PaletteItem } from "@/components/shell/palette-items";
import { signOut } from "@/components/shell/sign-out";
import { openKeys } from "@/components/shell/signals";
import { chooseTheme } from "@/components/shell/theme";
import { useFound } from "@/components/shell/use-found";
import { cn } from "@/components/ui/cn";
import { backdropStyle } from "@/components/ui/dialog";

type PaletteProps = { workspace: string; mayAudit: boolean; close: () => void };

export default function Palette({ workspace, mayAudit, close }: PaletteProps) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const router = useRouter();
  const { found, pending } = useFound(workspace, query);
  const items = [...found, ...match(staticItems(workspace, mayAudit), query)];
  const chosen = items[Math.min(active, items.length - 1)];

  function choose(item: PaletteItem | undefined) {
    if (!item) return;
    close();
    if ("go" in item.does) router.push(item.does.go);
    else run(item.does.run);
  }

  function steer(event: KeyboardEvent) {
    if (event.key === "ArrowDown") setActive(Math.min(active + 1, items.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else if (event.key === "Enter") choose(chosen);
    else return;
    event.preventDefault();
  }

  return (
    <Base.Root open onOpenChange={(open) => !open && close()}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Popup className="border-line bg-raised text-ink shadow-pop fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl overflow-hidden rounded-lg border">
          <Base.Title className="sr-only">Search or go to</Base.Title>
          <div className="border-line flex items-center gap-2 border-b px-3">
            <Search aria-hidden className="text-muted size-4 shrink-0" />
            <input
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the palette is opened to be written in
              autoFocus
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native list cannot show results of a search
              role="combobox"
              aria-label="Search models, versions, experiments, runs and gates, or go to a page"
              aria-expanded
              aria-controls="palette-list"
              aria-activedescendant={chosen && `palette-${chosen.id}`}
              placeholder="Model, experiment, run id, gate or page"
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setActive(0);
              }}
              onKeyDown={steer}
              className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none"
            />
          </div>
          <Results items={items} chosen={chosen} choose={choose} />
          <output className="text-muted block px-4 pb-3 text-sm empty:hidden">
            {items.length === 0 && (pending ? "Searching" : `Nothing matches “${query.trim()}”`)}
          </output>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Results({
  items,
  chosen,
  choose,
}: {
  items: readonly PaletteItem[];
  chosen: PaletteItem | undefined;
  choose: (item: PaletteItem) => void;
}) {
  return (
    <div
      id="palette-list"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the field above
      role="listbox"
      aria-label="Results"
      className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5"
    >
      {items.map((item) => (
        <div
          key={item.id}
          id={`palette-${item.id}`}
          ref={(row) => {
            if (item === chosen) row?.scrollIntoView({ block: "nearest" });
          }}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
          role="option"
          tabIndex={-1}
          aria-selected={item === chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            choose(item);
          }}
          className={cn(
            "flex h-9 cursor-default items-center gap-3 rounded-md px-2.5 text-sm",
            item === chosen ? "bg-hover" : "hover:bg-hover",
          )}
        >
          <span className="text-muted w-20 shrink-0 truncate text-xs">{item.kind}</span>
          <span className="min-w-0 flex-1 truncate">{item.title}</span>
          {item.detail !== undefined && (
            <span className="text-muted max-w-40 truncate text-xs">{item.detail}</span>
          )}
        </div>
      ))}
    </div>
  );
}

function run(what: "light" | "dark" | "system" | "keys" | "sign-out"): void {
  if (what === "keys") openKeys();
  else if (what === "sign-out") void signOut();
  else chooseTheme(what);
}
