import { Inbox, SearchX } from "lucide-react";
import type { ReactNode } from "react";

import { CodeBlock } from "@/components/blocks/code-block";
import { ButtonLink } from "@/components/ui/button";

const frame =
  "border-line flex flex-col items-center gap-3 rounded-lg border border-dashed px-4 py-8 text-center sm:px-8";

/** Nothing yet: says what fills this place, with the exact call. */
export function EmptyState({
  title,
  code = [],
  action,
  children,
}: {
  title: ReactNode;
  code?: readonly { label: string; text: string }[] | undefined;
  action?: ReactNode | undefined;
  children?: ReactNode | undefined;
}) {
  return (
    <div className={frame}>
      <Inbox aria-hidden className="text-faint size-6" strokeWidth={1.5} />
      <div className="max-w-xl space-y-1">
        <p className="text-base font-medium">{title}</p>
        {children !== undefined && <div className="text-muted text-sm">{children}</div>}
      </div>
      {code.length > 0 && (
        <div className="w-full max-w-2xl space-y-2">
          {code.map(({ label, text }) => (
            <CodeBlock key={label} label={label} text={text} />
          ))}
        </div>
      )}
      {action !== undefined && <div className="flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** There are some, but the filter hides them all. */
export function FilteredAway({ what, clearHref }: { what: string; clearHref: string }) {
  return (
    <div className={frame}>
      <SearchX aria-hidden className="text-faint size-6" strokeWidth={1.5} />
      <p className="text-base font-medium">No {what} match this filter</p>
      <ButtonLink href={clearHref}>Clear the filter</ButtonLink>
    </div>
  );
}
