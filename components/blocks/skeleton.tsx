import { Page } from "@/components/blocks/page";
import { cn } from "@/components/ui/cn";

export function Skeleton({ className }: { className?: string | undefined }) {
  return <div aria-hidden className={cn("bg-hover animate-pulse rounded-sm", className)} />;
}

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

/** The shape of the page that is coming. */
export function PageSkeleton({ table = true }: { table?: boolean | undefined }) {
  return (
    <Page>
      <output className="sr-only">Loading</output>
      <div className="space-y-2">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-7 w-72" />
      </div>
      {table ? (
        <div className="border-line overflow-hidden rounded-lg border">
          <div className="bg-sunken h-8" />
          {rows.map((row) => (
            <div key={row} className="border-line flex h-9 items-center gap-6 border-t px-3">
              <Skeleton className="h-3.5 w-1/4" />
              <Skeleton className="h-3.5 w-20" />
              <Skeleton className="ml-auto h-3.5 w-16" />
            </div>
          ))}
        </div>
      ) : (
        <div className="grid gap-4 md:grid-cols-2">
          <Skeleton className="h-40 rounded-lg" />
          <Skeleton className="h-40 rounded-lg" />
          <Skeleton className="h-64 rounded-lg md:col-span-2" />
        </div>
      )}
    </Page>
  );
}
