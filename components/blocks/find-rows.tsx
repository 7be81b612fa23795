import { Search } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { Excerpt } from "@/lib/excerpt";
import { formatInteger } from "@/lib/format";

/** The way to a row that a long page does not show. `keep` is the rest of the address's query. */
export function FindRows({
  label,
  find,
  keep,
}: {
  label: string;
  find: string;
  keep: Readonly<Record<string, string | readonly string[] | null>>;
}) {
  const hidden = Object.entries(keep).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (each === null ? [] : [{ name, value: each }])),
  );
  return (
    <search data-print="hide">
      <form className="flex gap-2">
        {hidden.map(({ name, value }) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <Input
          className="w-full sm:w-64"
          name="find"
          aria-label={label}
          placeholder={label}
          defaultValue={find}
        />
        <Button type="submit" icon={<Search aria-hidden />}>
          Find
        </Button>
      </form>
    </search>
  );
}

/** What of a list is shown, where that is not all of it. */
export function ShownOf({
  of,
  noun,
}: {
  of: Omit<Excerpt<unknown>, "rows"> & { rows: { length: number } };
  noun: string;
}) {
  if (of.rows.length === of.total) return null;
  const shown =
    of.rows.length < of.found
      ? `The first ${formatInteger(of.rows.length)} of ${formatInteger(of.found)}`
      : formatInteger(of.found);
  return (
    <p className="text-muted num text-xs">
      {of.find === ""
        ? `${shown} ${noun}. Find the others by name.`
        : `${shown} of ${formatInteger(of.total)} ${noun} with “${of.find}” in their name.`}
    </p>
  );
}
