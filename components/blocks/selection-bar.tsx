"use client";

import { useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format";

/** The form behind a table's checkboxes: a plain GET, so the comparison has an address. */
export function SelectionBar({
  form,
  name,
  noun = "row",
  min = 2,
  max = 20,
  action,
  submitLabel,
  hidden = {},
}: {
  form: string;
  name: string;
  noun?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  action: string;
  submitLabel: string;
  hidden?: Readonly<Record<string, string>> | undefined;
}) {
  const [count, setCount] = useState(0);

  useEffect(() => {
    const recount = () =>
      setCount(
        document.querySelectorAll(
          `input[form="${CSS.escape(form)}"][name="${CSS.escape(name)}"]:checked`,
        ).length,
      );
    recount();
    document.addEventListener("change", recount);
    return () => document.removeEventListener("change", recount);
  }, [form, name]);

  const fits = count >= min && count <= max;
  return (
    <form id={form} action={action} className="flex items-center gap-3">
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <Button type="submit" variant={fits ? "primary" : "secondary"} disabled={!fits}>
        {submitLabel}
      </Button>
      <output className="text-muted num text-xs">
        {count === 0
          ? `Select ${min} or more`
          : count > max
            ? `At most ${max} at once`
            : `${plural(count, noun)} selected`}
      </output>
    </form>
  );
}
