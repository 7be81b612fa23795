"use client";

import { useId, useRef, useState, type ComponentProps, type KeyboardEvent } from "react";

import { accept, complete, type Completion } from "@/components/blocks/completion";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

const nothing: Completion = { start: 0, options: [] };

/** A text field that completes the word at the cursor: arrows choose, Enter or Tab takes, Escape closes. */
export function CompletingInput({
  suggestions,
  ...rest
}: ComponentProps<"input"> & { suggestions: readonly string[] }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState(nothing);
  const [active, setActive] = useState(-1);
  const { options } = found;

  function look() {
    const field = input.current;
    if (!field) return;
    setFound(complete(field.value, field.selectionStart ?? field.value.length, suggestions));
    setActive(-1);
  }

  function take(option: string) {
    const field = input.current;
    if (!field) return;
    const next = accept(field.value, field.selectionStart ?? field.value.length, found, option);
    field.value = next.text;
    field.setSelectionRange(next.cursor, next.cursor);
    field.focus();
    setFound(nothing);
  }

  function steer(event: KeyboardEvent) {
    if (options.length === 0) return;
    const chosen = options[active];
    if (event.key === "ArrowDown") setActive((active + 1) % options.length);
    else if (event.key === "ArrowUp") setActive((active + options.length) % (options.length + 1));
    else if ((event.key === "Enter" || event.key === "Tab") && chosen !== undefined) take(chosen);
    else if (event.key === "Escape") setFound(nothing);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <Input
        {...rest}
        ref={input}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the list below
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        onInput={look}
        onKeyDown={steer}
        onBlur={() => setFound(nothing)}
      />
      <Options id={id} options={options} active={active} take={take} />
    </>
  );
}

function Options({
  id,
  options,
  active,
  take,
}: {
  id: string;
  options: readonly string[];
  active: number;
  take: (option: string) => void;
}) {
  return (
    <div
      id={`${id}-list`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native list cannot complete one word of many
      role="listbox"
      aria-label="Completions"
      hidden={options.length === 0}
      className="border-line bg-raised shadow-pop absolute top-9 left-0 z-30 max-w-full min-w-56 rounded-lg border p-1 font-mono text-xs"
    >
      {options.map((option, place) => (
        <div
          key={option}
          id={`${id}-${place}`}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          onMouseDown={(event) => {
            event.preventDefault();
            take(option);
          }}
          className={cn(
            "cursor-default truncate rounded-sm px-2 py-1.5",
            place === active ? "bg-hover" : "hover:bg-hover",
          )}
        >
          {option}
        </div>
      ))}
    </div>
  );
}
