"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

import { Counter } from "@/components/blocks/status-badge";
import { currentPlace, visiblePlaces, type Place } from "@/components/shell/places";
import { cn } from "@/components/ui/cn";
import { pages, pathTo } from "@/lib/paths";

const groups = [
  { key: "work", label: null },
  { key: "rules", label: "Governance" },
  { key: "settings", label: "Settings" },
] as const;

export function NavLinks({
  workspace,
  openGates,
  mayAudit,
}: {
  workspace: string;
  openGates: number;
  mayAudit: boolean;
}) {
  const current = currentPlace(usePathname(), workspace);
  const places = visiblePlaces(mayAudit);
  return groups.map(({ key, label }) => (
    <div key={key} className="mb-4">
      {label !== null && <div className="text-muted px-2 pb-1 text-xs">{label}</div>}
      <ul className="space-y-px">
        {places
          .filter(({ group }) => group === key)
          .map((place) => (
            <li key={place.path}>
              <NavLink
                workspace={workspace}
                place={place}
                current={place === current}
                count={place.path === pages.gates ? openGates : 0}
              />
            </li>
          ))}
      </ul>
    </div>
  ));
}

function NavLink({
  workspace,
  place: { icon: Icon, label, path },
  current,
  count,
}: {
  workspace: string;
  place: Place;
  current: boolean;
  count: number;
}) {
  return (
    <Link
      href={pathTo(workspace, path)}
      aria-current={current ? "page" : undefined}
      className={cn(
        "text-muted hover:bg-hover hover:text-ink flex h-8 items-center gap-2 rounded-md px-2 text-sm",
        current && "bg-hover text-ink font-medium",
      )}
    >
      <Icon aria-hidden className={cn("size-4", current && "text-accent")} strokeWidth={1.75} />
      <span className="flex-1">{label}</span>
      {count > 0 && (
        <>
          <Counter value={count} />
          <span className="sr-only">open</span>
        </>
      )}
    </Link>
  );
}
