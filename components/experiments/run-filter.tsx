"use client";
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the ARIA combobox pattern: a datalist cannot complete a part of its text */

import { useQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import Link from "next/link";
import { useId, useRef, useState, type KeyboardEvent } from "react";

import { QueryProvider } from "@/components/experiments/query-provider";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { experimentKeysOptions } from "@/lib/experiments/client";
import { completeFilter, type Completion } from "@/lib/experiments/runs/filter-completion";
import type { FilterFault } from "@/lib/experiments/runs/filter-fault";

type Props = {
  workspace: string;
  experimentId: string;
  value: string;
  fault: FilterFault | null;
  /** The rest of the address, kept when the filter changes. */
  hidden: Readonly<Record<string, string>>;
  clearHref: string;
};

/** The filter of the runs table: the search grammar with completion, by keyboard as well as by pointer. */
export function RunFilter(props: Props) {
  return (
    <QueryProvider>
      <FilterForm key={props.value} {...props} />
    </QueryProvider>
  );
}

function FilterForm({ workspace, experimentId, value, fault, hidden, clearHref }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const completion = useCompletion({ workspace, experimentId, value, input });
  const { text, open, active, options } = completion;
  const expanded = open && options.length > 0;

  return (
    <form role="search" aria-label="Filter runs" className="min-w-0 flex-1 basis-72 space-y-1">
      {Object.entries(hidden).map(([name, kept]) => (
        <input key={name} type="hidden" name={name} value={kept} />
      ))}
      <div className="relative">
        <Search aria-hidden className="text-muted absolute top-2 left-2.5 size-4" />
        <Input
          ref={input}
          name="filter"
          role="combobox"
          aria-label="Filter runs"
          aria-expanded={expanded}
          aria-controls={`${id}-options`}
          aria-autocomplete="list"
          aria-activedescendant={expanded && active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={fault !== null || undefined}
          aria-describedby={`${id}-told`}
          value={text}
          placeholder="metrics.auc > 0.8 AND params.booster = 'dart'"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="pr-8 pl-8 font-mono text-xs"
          {...completion.handlers}
        />
        {value !== "" && (
          <Link
            href={clearHref}
            aria-label="Clear the filter"
            className="text-muted hover:text-ink absolute top-1.5 right-1.5 grid size-5 place-items-center rounded-sm"
          >
            <X aria-hidden className="size-4" />
          </Link>
        )}
        {expanded && (
          <Options
            id={id}
            options={options}
            active={active}
            accept={(place) => completion.accept(place)}
          />
        )}
      </div>
      <Told id={`${id}-told`} fault={fault} />
    </form>
  );
}

function Told({ id, fault }: { id: string; fault: FilterFault | null }) {
  if (!fault)
    return (
      <p id={id} className="sr-only">
        Arrow keys choose a suggestion, Enter or Tab takes it, Enter alone filters.
      </p>
    );
  return (
    <p id={id} role="alert" className="text-bad text-xs">
      {fault.position !== null && `At character ${fault.position}: `}
      {fault.message}
    </p>
  );
}

function Options({
  id,
  options,
  active,
  accept,
}: {
  id: string;
  options: Completion["options"];
  active: number;
  accept: (place: number) => void;
}) {
  return (
    <div
      id={`${id}-options`}
      role="listbox"
      aria-label="Suggestions"
      className="border-line bg-raised shadow-pop absolute top-full left-0 z-30 mt-1 max-h-80 w-full max-w-lg overflow-y-auto rounded-lg border p-1 text-sm"
    >
      {options.map(({ text, hint }, place) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the input's
        <div
          key={text}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === active}
          tabIndex={-1}
          className={cn(
            "hover:bg-hover flex cursor-default items-baseline justify-between gap-4 rounded-sm px-2 py-1.5",
            place === active && "bg-hover",
          )}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => accept(place)}
        >
          <span className="truncate font-mono text-xs">{text}</span>
          <span className="text-muted shrink-0 text-xs">{hint}</span>
        </div>
      ))}
    </div>
  );
}

const noKeys = { metric: [], param: [], tag: [] };

function useCompletion({
  workspace,
  experimentId,
  value,
  input,
}: Pick<Props, "workspace" | "experimentId" | "value"> & {
  input: React.RefObject<HTMLInputElement | null>;
}) {
  const [text, setText] = useState(value);
  const [cursor, setCursor] = useState(value.length);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [touched, setTouched] = useState(false);
  const { data: keys = noKeys } = useQuery({
    ...experimentKeysOptions(workspace, experimentId),
    enabled: touched,
  });
  const { from, to, options } = completeFilter(text, cursor, keys);

  function accept(place: number) {
    const option = options[place];
    if (!option) return;
    const next = `${text.slice(0, from)}${option.text} ${text.slice(to).trimStart()}`;
    const caret = from + option.text.length + 1;
    setText(next);
    setCursor(caret);
    setActive(-1);
    requestAnimationFrame(() => input.current?.setSelectionRange(caret, caret));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const act = keyAct(event, { open: open && options.length > 0, active });
    if (act === null) return;
    if (act !== "submit") event.preventDefault();
    if (act === "accept") accept(active);
    else if (act === "close" || act === "submit") setOpen(false);
    else if (act === "open") setOpen(true);
    else setActive((active + (act === "down" ? 1 : -1) + options.length) % options.length);
  }

  const moved = () => setCursor(input.current?.selectionStart ?? text.length);
  return {
    text,
    open,
    active,
    options,
    accept,
    handlers: {
      onKeyDown,
      onSelect: moved,
      onFocus: () => setTouched(true),
      onBlur: () => setOpen(false),
      onClick: () => setOpen(true),
      onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
        setText(event.target.value);
        setCursor(event.target.selectionStart ?? event.target.value.length);
        setOpen(true);
        setActive(-1);
      },
    },
  };
}

type Act = "accept" | "close" | "open" | "submit" | "down" | "up";

const whileClosed: Partial<Record<string, Act>> = { ArrowDown: "open", Enter: "submit" };
const whileOpen: Partial<Record<string, Act>> = {
  Escape: "close",
  ArrowDown: "down",
  ArrowUp: "up",
  Enter: "submit",
};
const whileChoosing: Partial<Record<string, Act>> = { Enter: "accept", Tab: "accept" };

function keyAct(
  { key, shiftKey }: KeyboardEvent,
  { open, active }: { open: boolean; active: number },
): Act | null {
  if (shiftKey) return null;
  if (!open) return whileClosed[key] ?? null;
  return (active >= 0 ? whileChoosing[key] : undefined) ?? whileOpen[key] ?? null;
}
