"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const eventName = "gatehouse:toast";
const ToastList = dynamic(() => import("@/components/ui/toast-list"), { ssr: false });

/** Says that something worked. Errors never come this way: they stay beside their cause. */
export function toast(message: string): void {
  window.dispatchEvent(new CustomEvent(eventName, { detail: message }));
}

/** Costs nothing until the first message: only then is the list loaded. */
export function Toasts() {
  const [messages, setMessages] = useState<readonly string[]>([]);

  useEffect(() => {
    const add = (event: Event) => {
      if (event instanceof CustomEvent) setMessages((known) => [...known, String(event.detail)]);
    };
    window.addEventListener(eventName, add);
    return () => window.removeEventListener(eventName, add);
  }, []);

  return messages.length === 0 ? null : <ToastList messages={messages} />;
}
