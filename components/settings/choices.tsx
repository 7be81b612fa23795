import { useId } from "react";

import { Checkbox } from "@/components/ui/checkbox";

/** A list of checkboxes under one name: roles, or the scopes of a key. */
export function Choices({
  name,
  legend,
  options,
  chosen = [],
  error,
}: {
  name: string;
  legend: string;
  options: readonly { value: string; label: string; does: string }[];
  chosen?: readonly string[];
  error?: readonly string[] | undefined;
}) {
  const id = useId();
  return (
    <fieldset className="space-y-2" aria-describedby={error ? `${id}-fault` : undefined}>
      <legend className="text-sm font-medium">{legend}</legend>
      <div className="grid gap-2">
        {options.map(({ value, label, does }) => (
          <div key={value} className="flex items-start gap-2">
            <Checkbox
              id={`${id}-${value}`}
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              aria-describedby={`${id}-${value}-does`}
              className="mt-0.5"
            />
            <div className="min-w-0">
              <label htmlFor={`${id}-${value}`} className="block text-sm">
                {label}
              </label>
              <p id={`${id}-${value}-does`} className="text-muted text-xs">
                {does}
              </p>
            </div>
          </div>
        ))}
      </div>
      {error && (
        <p id={`${id}-fault`} role="alert" className="text-bad text-xs">
          {error.join(" ")}
        </p>
      )}
    </fieldset>
  );
}
