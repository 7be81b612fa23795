"use client";

import { Search } from "lucide-react";

import { openPalette } from "@/components/shell/signals";

export function SearchButton() {
  return (
    <button
      type="button"
      onClick={openPalette}
      aria-keyshortcuts="Control+K Meta+K"
      className="border-line-strong bg-raised text-muted hover:text-ink flex h-8 w-full items-center gap-2 rounded-md border px-2 text-sm"
    >
      <Search aria-hidden className="size-4" />
      <span className="flex-1 text-left">Search or go to</span>
      <kbd className="border-line text-muted text-2xs rounded-sm border px-1 font-sans">Ctrl K</kbd>
    </button>
  );
}
