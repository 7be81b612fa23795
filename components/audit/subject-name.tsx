import Link from "next/link";

import type { AuditRow } from "@/lib/audit/queries";
import { pathTo, type Within } from "@/lib/paths";

/** What an entry is about as it was called that day, linked to where it is found now; by its id where no name is known. */
export function SubjectName({
  entry,
  workspace,
  page,
}: {
  entry: Pick<AuditRow, "about" | "name">;
  workspace: string;
  page: Within | undefined;
}) {
  const { about, name } = entry;
  const shown =
    name === null ? (
      <code className="font-mono text-xs wrap-anywhere">{shorten(about)}</code>
    ) : (
      <span className="wrap-anywhere">{name}</span>
    );
  if (page === undefined) return <span title={about}>{shown}</span>;
  return (
    <Link className="link" href={pathTo(workspace, page)} title={about}>
      {shown}
    </Link>
  );
}

/** Ids are told apart by their end: version 7 ids of one minute begin alike. */
function shorten(subject: string): string {
  return subject.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})/g, "…$1");
}
