"use client";

import "./globals.css";
import { Problem } from "@/components/blocks/problem";

/** Stands in for the root layout when that itself fails, so it brings its own document. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Gatehouse</title>
        <main>
          <Problem title="Something went wrong" requestId={error.digest} retry={reset}>
            The fault is ours and has been logged. Nothing you saved is lost.
          </Problem>
        </main>
      </body>
    </html>
  );
}
