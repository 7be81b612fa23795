"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

import { tabStyle, tabsStyle } from "@/components/ui/tab-style";

export function Tabs({
  label,
  items,
  defaultValue,
}: {
  label: string;
  items: readonly {
    value: string;
    label: ReactNode;
    count?: number | undefined;
    content: ReactNode;
  }[];
  defaultValue?: string | undefined;
}) {
  return (
    <Base.Root defaultValue={defaultValue ?? items[0]?.value ?? null} className="space-y-4">
      <Base.List aria-label={label} activateOnFocus className={tabsStyle}>
        {items.map((item) => (
          <Base.Tab key={item.value} value={item.value} className={tabStyle}>
            {item.label}
            {item.count !== undefined && <span className="text-faint num">{item.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.value} value={item.value}>
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
