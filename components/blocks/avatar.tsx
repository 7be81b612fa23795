import type { ReactNode } from "react";

import { cn } from "@/components/ui/cn";

const sizes = { sm: "size-5 text-[0.5625rem]", md: "size-7 text-2xs" } as const;

export function Avatar({ name, size = "sm" }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden
      className={cn(
        "border-line bg-hover text-muted inline-grid shrink-0 place-items-center rounded-full border font-semibold select-none",
        sizes[size],
      )}
    >
      {initials(name)}
    </span>
  );
}

export function Person({ name, note }: { name: string; note?: ReactNode | undefined }) {
  if (name === "") return <span className="text-muted">–</span>;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 align-middle">
      <Avatar name={name} />
      <span className="truncate">{name}</span>
      {note !== undefined && <span className="text-muted whitespace-nowrap">{note}</span>}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/[\s._@-]+/u);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return `${first}${last}`.toUpperCase();
}
