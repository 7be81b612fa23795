"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { IconButton } from "@/components/ui/button";

export function CopyButton({ text, label = "Copy" }: { text: string; label?: string | undefined }) {
  const [copied, setCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }

  return (
    <>
      <IconButton
        size="sm"
        label={label}
        onClick={() => void copy()}
        className="-my-1 h-6 w-6 [&_svg]:size-3.5"
        icon={copied ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
      />
      <output className="sr-only">{copied ? "Copied" : ""}</output>
    </>
  );
}
