/** Shared by tabs that switch panels and tabs that are links. */
export const tabsStyle = "border-line flex gap-1 overflow-x-auto overflow-y-hidden border-b";

export const tabStyle =
  "text-muted hover:text-ink -mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-sm whitespace-nowrap select-none focus-visible:-outline-offset-2 data-active:border-ink data-active:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink aria-[current=page]:font-medium data-active:font-medium";
