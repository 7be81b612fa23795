"use client";

import { Problem } from "@/components/blocks/problem";

export default function WorkspaceError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Problem title="Something went wrong here" requestId={error.digest} retry={reset}>
      Nothing was lost. Try again; if it stays, quote the request id.
    </Problem>
  );
}
