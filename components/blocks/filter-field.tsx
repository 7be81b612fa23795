import { Search, X } from "lucide-react";
import Link from "next/link";
import { useId } from "react";

import { Input } from "@/components/ui/input";

/** A filter in the search grammar: a GET form, so the answer has an address. A fault is told right under it. */
export function FilterField({
  name = "filter",
  label,
  value = "",
  placeholder,
  error,
  help,
  hidden = {},
  clearHref,
  suggestions = [],
}: {
  name?: string;
  label: string;
  value?: string;
  placeholder?: string;
  error?: string | undefined;
  help?: string;
  hidden?: Readonly<Record<string, string>>;
  clearHref?: string;
  suggestions?: readonly string[];
}) {
  const id = useId();
  const told = error ?? help;
  return (
    <form className="min-w-0 flex-1 basis-72 space-y-1" role="search" aria-label={label}>
      {Object.entries(hidden).map(([key, kept]) => (
        <input key={key} type="hidden" name={key} value={kept} />
      ))}
      <div className="relative">
        <Search aria-hidden className="text-muted absolute top-2 left-2.5 size-4" />
        <Input
          name={name}
          aria-label={label}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={told === undefined ? undefined : `${id}-told`}
          defaultValue={value}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          list={suggestions.length > 0 ? `${id}-list` : undefined}
          className={value === "" ? "pl-8" : "pr-8 pl-8 font-mono text-xs"}
        />
        {value !== "" && clearHref !== undefined && (
          <Link
            href={clearHref}
            aria-label="Clear the filter"
            className="text-muted hover:text-ink absolute top-1.5 right-1.5 grid size-5 place-items-center rounded-sm"
          >
            <X aria-hidden className="size-4" />
          </Link>
        )}
      </div>
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
      {told !== undefined && (
        <p
          id={`${id}-told`}
          role={error === undefined ? undefined : "alert"}
          className={error === undefined ? "text-muted text-xs" : "text-bad text-xs"}
        >
          {told}
        </p>
      )}
    </form>
  );
}
