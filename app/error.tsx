"use client";

import { Problem } from "@/components/blocks/problem";

/** Never the error's own message: that is for the log, found by the request id. */
export default function Failed({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main>
      <Problem title="Something went wrong here" requestId={error.digest} retry={reset}>
        The fault is ours and has been logged. Nothing you saved is lost.
      </Problem>
    </main>
  );
}
