"use client";

import { ArchiveRestore, GitCompareArrows, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import type { FormAction } from "@/components/blocks/use-action-form";
import { runsForm } from "@/components/experiments/run-table";
import { Button } from "@/components/ui/button";
import type { Lifecycle } from "@/lib/experiments/rules";
import { plural } from "@/lib/format";
import { pages, pathTo } from "@/lib/paths";

const comparedAtMost = 20;

/** What can be done with the ticked runs: compare them, delete or restore them. */
export function RunsBar({
  workspace,
  lifecycle,
  change,
}: {
  workspace: string;
  lifecycle: Lifecycle;
  /** Deletes or restores; absent for those who may only read. */
  change?: FormAction | undefined;
}) {
  const chosen = useChosen();
  const router = useRouter();
  const compare = pathTo(workspace, pages.compare, { runs: chosen });
  const comparable = chosen.length >= 2 && chosen.length <= comparedAtMost;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <form
        id={runsForm}
        onSubmit={(event) => {
          event.preventDefault();
          if (comparable) router.push(compare);
        }}
      >
        <Button
          type="submit"
          variant={comparable ? "primary" : "secondary"}
          disabled={!comparable}
          icon={<GitCompareArrows aria-hidden />}
        >
          {chosen.length === 0 ? "Compare" : `Compare (${chosen.length})`}
        </Button>
      </form>
      {change && chosen.length > 0 && (
        <ChangeChosen lifecycle={lifecycle} chosen={chosen} change={change} />
      )}
      <output className="text-muted num text-xs">{saying(chosen.length)}</output>
    </div>
  );
}

function saying(count: number): string {
  if (count === 0) return "Select two or more runs to compare them";
  if (count > comparedAtMost) return `At most ${comparedAtMost} at once`;
  return `${plural(count, "run")} selected`;
}

function ChangeChosen({
  lifecycle,
  chosen,
  change,
}: {
  lifecycle: Lifecycle;
  chosen: readonly string[];
  change: FormAction;
}) {
  const count = plural(chosen.length, "run");
  const hidden = { runIds: chosen.join(",") };
  return lifecycle === "deleted" ? (
    <ConfirmDialog
      trigger={<Button icon={<ArchiveRestore aria-hidden />}>Restore</Button>}
      title={`Restore ${count}`}
      consequence="They appear in the experiment again and accept new data."
      confirm={`Restore ${count}`}
      tone="primary"
      hidden={hidden}
      action={change}
      done={`${count} restored`}
    />
  ) : (
    <ConfirmDialog
      trigger={<Button icon={<Trash2 aria-hidden />}>Delete</Button>}
      title={`Delete ${count}`}
      consequence="They leave the table and refuse new data. Nothing is lost: they can be restored from the deleted runs."
      confirm={`Delete ${count}`}
      tone="danger"
      hidden={hidden}
      action={change}
      done={`${count} deleted`}
    />
  );
}

/** The ticked boxes of the table, in the table's order; counted again when the table itself changes. */
function useChosen(): string[] {
  const [chosen, setChosen] = useState<string[]>([]);
  useEffect(() => {
    const read = () => {
      const boxes = document.querySelectorAll<HTMLInputElement>(
        `input[form="${runsForm}"][name="runs"]:checked`,
      );
      setChosen([...boxes].map(({ value }) => value));
    };
    read();
    document.addEventListener("change", read);
    const table = document.querySelector("table tbody");
    const watcher = new MutationObserver(read);
    if (table) watcher.observe(table, { childList: true });
    return () => {
      document.removeEventListener("change", read);
      watcher.disconnect();
    };
  }, []);
  return chosen;
}
