"use client";

import { Download, RefreshCw, Undo2 } from "lucide-react";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button, buttonStyle } from "@/components/ui/button";

type Props = {
  gateId: string;
  recordHref: string;
  /** Open, and this person may act on it. */
  open: boolean;
  /** They may take the request back. */
  mayWithdraw: boolean;
  refresh: FormAction;
  withdraw: FormAction;
};

export function GateActions({ gateId, recordHref, open, mayWithdraw, refresh, withdraw }: Props) {
  return (
    <>
      {open && (
        <ConfirmDialog
          trigger={<Button icon={<RefreshCw aria-hidden />}>Refresh evidence</Button>}
          title="Refresh evidence"
          consequence="Reads the evidence anew. If it changed, a new round begins and the votes of this round no longer count."
          confirm="Refresh evidence"
          hidden={{ gateId }}
          action={refresh}
          done="A new round has begun"
        />
      )}
      {mayWithdraw && (
        <ConfirmDialog
          trigger={<Button icon={<Undo2 aria-hidden />}>Withdraw</Button>}
          title="Withdraw this gate"
          consequence="The request is taken back; what was voted stays on record."
          confirm="Withdraw"
          reason={{ label: "Reason" }}
          hidden={{ gateId }}
          action={withdraw}
          done="The gate is withdrawn"
        />
      )}
      <a href={recordHref} download className={buttonStyle({ variant: "secondary" })}>
        <Download aria-hidden />
        Decision record
      </a>
    </>
  );
}
