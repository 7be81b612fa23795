"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { Button, buttonStyle } from "@/components/ui/button";

/** A page that cannot be shown: a fixed sentence, the id to quote, a way on. */
export function Problem({
  title,
  requestId,
  retry,
  home = "/",
  children,
}: {
  title: string;
  requestId?: string | undefined;
  retry?: (() => void) | undefined;
  home?: string | undefined;
  children?: ReactNode | undefined;
}) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center gap-4 px-4 py-24 text-center">
      <CircleAlert aria-hidden className="text-faint size-7" strokeWidth={1.5} />
      <div className="space-y-1.5">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {children !== undefined && <div className="text-muted text-sm">{children}</div>}
      </div>
      <div className="flex flex-wrap justify-center gap-2">
        {retry && (
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
        )}
        <Link href={home} className={buttonStyle({})}>
          Go to the first page
        </Link>
      </div>
      {requestId !== undefined && (
        <p className="text-muted text-xs">
          Request id <code className="font-mono">{requestId}</code>
        </p>
      )}
    </div>
  );
}
