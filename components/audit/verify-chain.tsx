"use client";

import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";

import { Callout } from "@/components/blocks/callout";
import { FormError } from "@/components/blocks/form-field";
import { Hash } from "@/components/blocks/hash";
import { Button } from "@/components/ui/button";
import type { ChainVerdict } from "@/lib/audit/chain-queries";
import { formatInteger, plural } from "@/lib/format";
import { api, pages, pathTo } from "@/lib/paths";
import type { Answer } from "@/lib/transport/form";

/** Walks the whole chain on request and says what it found. */
export function VerifyChain({
  workspace,
  verify,
}: {
  workspace: string;
  verify: () => Promise<Answer<ChainVerdict>>;
}) {
  const [answer, setAnswer] = useState<Answer<ChainVerdict> | null>(null);
  const [pending, start] = useTransition();
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          icon={<ShieldCheck aria-hidden />}
          pending={pending}
          onClick={() => start(async () => setAnswer(await verify()))}
        >
          Verify the chain
        </Button>
        <p className="text-muted max-w-prose text-xs">
          Each entry holds the hash of the one before it. Verifying recomputes every hash, holds the
          chain against the heads signed outside the database, and names the first entry that was
          changed, removed or added by hand.
        </p>
      </div>
      <div aria-live="polite">
        {answer?.kind === "refused" && <FormError message={answer.message} />}
        {answer?.kind === "done" && <Found workspace={workspace} verdict={answer.result} />}
      </div>
    </div>
  );
}

function Found({ workspace, verdict }: { workspace: string; verdict: ChainVerdict }) {
  const { fault, entries, head, receipts } = verdict;
  if (fault === null)
    return (
      <Callout tone="ok" title={`All ${formatInteger(entries)} entries are as they were written`}>
        The chain ends at entry {formatInteger(head.seq)} with hash{" "}
        <Hash value={head.hash} label="hash of the last entry" />. Keep it: a later verification
        must find it again. {receiptsInWords(receipts)}
        <Witness workspace={workspace} {...verdict.exported} />
      </Callout>
    );
  return (
    <Callout
      tone="bad"
      title={titleOf(fault)}
      actions={
        shown.has(fault.kind) && (
          <Link className="link text-sm" href={pathTo(workspace, pages.auditEntry(fault.seq))}>
            Open entry {fault.seq}
          </Link>
        )
      }
    >
      {fault.says} {restOf(fault, entries)}
      <Witness workspace={workspace} {...verdict.exported} />
    </Callout>
  );
}

/** What of the chain is vouched for from outside the database. */
function Witness({ workspace, heads, says }: { workspace: string } & ChainVerdict["exported"]) {
  return (
    <p className="mt-2">
      {says}{" "}
      {heads > 0 && (
        <a className="link" href={pathTo(workspace, api.auditHeads)} download>
          Download the signed heads
        </a>
      )}
    </p>
  );
}

type Fault = NonNullable<ChainVerdict["fault"]>;

/** Faults of an entry that is there to be looked at. */
const shown = new Set<Fault["kind"]>(["body", "columns", "head"]);

function titleOf({ kind, seq }: Fault): string {
  if (kind === "receipts") return "Receipts of what was logged are not as they were sealed";
  if (kind === "exported") return "The chain and its signed heads do not fit";
  return `The chain is broken at entry ${formatInteger(seq)}`;
}

function restOf({ kind }: Fault, entries: number): string {
  const many = formatInteger(entries);
  if (kind === "receipts" || kind === "outside")
    return `All ${many} entries of the chain are as they were written.`;
  if (kind === "exported")
    return `By itself the chain holds for ${plural(entries, "entry", "entries")}.`;
  return `The ${many} entries before it are as they were written; what comes after cannot be trusted.`;
}

function receiptsInWords({ sealed, open }: ChainVerdict["receipts"]): string {
  if (sealed + open === 0) return "Nothing was logged by machines yet.";
  const waiting = open === 0 ? "" : `; ${formatInteger(open)} wait for their seal, due each minute`;
  return `${plural(sealed, "receipt")} of logged facts fit their seals${waiting}.`;
}
