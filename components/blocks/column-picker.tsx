"use client";

import { Columns3 } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";

type Group = { label: string; columns: readonly { key: string; label: string }[] };

/** Which columns a table shows; the choice is part of the address. */
export function ColumnPicker({
  groups,
  visible,
  param = "columns",
}: {
  groups: readonly Group[];
  visible: readonly string[];
  param?: string | undefined;
}) {
  const [wanted, setWanted] = useState("");
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();

  function toggle(key: string, on: boolean) {
    const next = on ? [...visible, key] : visible.filter((column) => column !== key);
    const query = new URLSearchParams(search);
    query.set(param, next.join(","));
    router.replace(`${path}?${query}`, { scroll: false });
  }

  const text = wanted.toLowerCase();
  return (
    <Popover
      align="end"
      title="Columns"
      className="w-72"
      trigger={<Button icon={<Columns3 aria-hidden />}>Columns</Button>}
    >
      <Input
        aria-label="Find a column"
        placeholder="Find a column"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <div className="mt-2 max-h-80 space-y-3 overflow-y-auto">
        {groups.map((group) => (
          <PickerGroup
            key={group.label}
            label={group.label}
            columns={group.columns.filter(({ label }) => label.toLowerCase().includes(text))}
            visible={visible}
            toggle={toggle}
          />
        ))}
      </div>
    </Popover>
  );
}

function PickerGroup({
  label,
  columns,
  visible,
  toggle,
}: Group & { visible: readonly string[]; toggle: (key: string, on: boolean) => void }) {
  if (columns.length === 0) return null;
  return (
    <fieldset className="space-y-1">
      <legend className="text-muted mb-1 text-xs">{label}</legend>
      {columns.map((column) => (
        <label key={column.key} className="hover:bg-hover flex items-center gap-2 rounded-sm p-1">
          <Checkbox
            checked={visible.includes(column.key)}
            onChange={(event) => toggle(column.key, event.target.checked)}
          />
          <span className="min-w-0 truncate text-sm">{column.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
