import { Search, X } from "lucide-react";
import Link from "next/link";
import { useId } from "react";

import { CompletingInput } from "@/components/blocks/completing-input";

type FilterProps = {
  name?: string | undefined;
  label: string;
  value?: string | undefined;
  placeholder?: string | undefined;
  error?: string | undefined;
  help?: string | undefined;
  hidden?: Readonly<Record<string, string>> | undefined;
  clearHref?: string | undefined;
  suggestions?: readonly string[] | undefined;
};

/** A filter in the search grammar: a GET form, so the answer has an address. A fault is told right under it. */
export function FilterField({ value = "", hidden = {}, clearHref, ...field }: FilterProps) {
  const id = `${useId()}-told`;
  const told = field.error ?? field.help;
  return (
    <search className="min-w-0 flex-1 basis-72">
      <form className="space-y-1" aria-label={field.label}>
        {Object.entries(hidden).map(([key, kept]) => (
          <input key={key} type="hidden" name={key} value={kept} />
        ))}
        <div className="relative">
          <Search aria-hidden className="text-muted absolute top-2 left-2.5 size-4" />
          <CompletingInput
            key={value}
            name={field.name ?? "filter"}
            aria-label={field.label}
            aria-invalid={field.error !== undefined || undefined}
            aria-describedby={told === undefined ? undefined : id}
            defaultValue={value}
            placeholder={field.placeholder}
            suggestions={field.suggestions ?? []}
            className={value === "" ? "pl-8" : "pr-8 pl-8"}
          />
          {value !== "" && clearHref !== undefined && (
            <Link
              href={clearHref}
              aria-label="Clear the filter"
              className="text-muted hover:text-ink absolute top-1 right-1 grid size-6 place-items-center rounded-sm"
            >
              <X aria-hidden className="size-4" />
            </Link>
          )}
        </div>
        <Told id={id} error={field.error} help={field.help} />
      </form>
    </search>
  );
}

function Told({
  id,
  error,
  help,
}: {
  id: string;
  error: string | undefined;
  help: string | undefined;
}) {
  if (error !== undefined)
    return (
      <p id={id} role="alert" className="text-bad text-xs wrap-anywhere">
        {error}
      </p>
    );
  return help === undefined ? null : (
    <p id={id} className="text-muted text-xs">
      {help}
    </p>
  );
}
