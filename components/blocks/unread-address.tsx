import { Callout } from "@/components/blocks/callout";
import type { Faults } from "@/lib/address";

/** What a list's address asks for and cannot have: otherwise another list would be shown in silence. */
export function UnreadAddress({
  faults,
  except = [],
}: {
  faults: Faults;
  /** Fields that say themselves what is wrong with them. */
  except?: readonly string[];
}) {
  const told = Object.entries(faults).filter(([field]) => !except.includes(field));
  if (told.length === 0) return null;
  return (
    <Callout tone="warn" title="Part of this address could not be read and is left out">
      {told.map(([field, says = []]) => (
        <p key={field}>
          <code className="font-mono text-xs">{field}</code>: {says.join(" ")}
        </p>
      ))}
    </Callout>
  );
}
