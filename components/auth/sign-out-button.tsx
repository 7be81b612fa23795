"use client";

import { useState } from "react";

import { signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";

export function SignOutButton() {
  const [pending, setPending] = useState(false);
  return (
    <Button
      pending={pending}
      onClick={() => {
        setPending(true);
        void signOut();
      }}
    >
      Sign out
    </Button>
  );
}
