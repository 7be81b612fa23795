"use client";

import { useFormStatus } from "react-dom";

import { Button, type ButtonProps } from "@/components/ui/button";

/** Submits its form and shows that the form is on its way. */
export function SubmitButton({
  pendingLabel,
  children,
  pending,
  ...rest
}: ButtonProps & { pendingLabel?: string | undefined }) {
  const form = useFormStatus();
  const busy = pending ?? form.pending;
  return (
    <Button variant="primary" {...rest} type="submit" pending={busy}>
      {busy && pendingLabel !== undefined ? pendingLabel : children}
    </Button>
  );
}
