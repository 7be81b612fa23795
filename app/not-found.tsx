import type { Metadata } from "next";

import { Problem } from "@/components/blocks/problem";

export const metadata: Metadata = { title: "Not here" };

export default function NotFound() {
  return (
    <main>
      <Problem title="This is not here">
        It does not exist, or you may not see it. An admin of the workspace can tell which.
      </Problem>
    </main>
  );
}
