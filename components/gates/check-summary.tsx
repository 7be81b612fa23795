import { Check, CircleX } from "lucide-react";

import { Badge } from "@/components/blocks/status-badge";

type Props = { passed: number; total: number; blocking: number };

export function CheckSummary({ passed, total, blocking }: Props) {
  if (blocking > 0)
    return (
      <Badge tone="bad" icon={CircleX}>
        {blocking} blocking
      </Badge>
    );
  return (
    <Badge tone={passed === total ? "ok" : "neutral"} icon={Check}>
      {passed} of {total} pass
    </Badge>
  );
}
