"use client";

import { visiblePlaces } from "@/components/shell/places";
import { Dialog } from "@/components/ui/dialog";

const general = [
  { keys: ["Ctrl", "K"], does: "Search or go to" },
  { keys: ["/"], does: "Write a filter" },
  { keys: ["j"], does: "Next row" },
  { keys: ["k"], does: "Previous row" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["Esc"], does: "Close what is open" },
  { keys: ["?"], does: "This list" },
] as const;

export default function KeysHelp({ mayAudit, close }: { mayAudit: boolean; close: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      size="md"
      title="Keyboard"
      description="No single key ever decides anything."
    >
      <div className="grid gap-x-10 sm:grid-cols-2">
        <List items={general} />
        <List
          items={visiblePlaces(mayAudit).map(({ key, label }) => ({
            keys: ["g", key],
            does: `Go to ${label === "API keys" ? label : label.toLowerCase()}`,
          }))}
        />
      </div>
    </Dialog>
  );
}

function List({ items }: { items: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <dl className="text-sm">
      {items.map(({ keys, does }) => (
        <div
          key={does}
          className="border-line flex h-9 items-center justify-between border-b last:border-b-0"
        >
          <dt>{does}</dt>
          <dd className="flex gap-1">
            {keys.map((key, place) => (
              <kbd
                key={`${place}${key}`}
                className="border-line-strong bg-sunken text-muted rounded-sm border px-1.5 font-sans text-xs"
              >
                {key}
              </kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
