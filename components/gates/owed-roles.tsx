import { roleNames } from "@/lib/auth/role-names";
import { reviewerRoles } from "@/lib/auth/rules";
import type { Quorum } from "@/lib/gates/decisions/decision";

/** `Validation, 2 × risk`: what each role still owes, short enough for a table. */
export function OwedRoles({ owed }: { owed: Quorum }) {
  const names = reviewerRoles.flatMap((role) => {
    const count = owed[role] ?? 0;
    const name = roleNames[role].label.replace(/ reviewer$/, "");
    if (count === 0) return [];
    return [count === 1 ? name : `${count} × ${name}`];
  });
  return (
    <span className={names.length === 0 ? "text-muted" : undefined}>{names.join(", ") || "–"}</span>
  );
}
