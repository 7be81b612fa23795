"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleCheck, X } from "lucide-react";
import { useEffect, useRef } from "react";

import { IconButton } from "@/components/ui/button";

export default function ToastList({ messages }: { messages: readonly string[] }) {
  return (
    <Toast.Provider timeout={6000}>
      <Feed messages={messages} />
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Feed({ messages }: { messages: readonly string[] }) {
  const { add } = Toast.useToastManager();
  const shown = useRef(0);

  useEffect(() => {
    for (const message of messages.slice(shown.current)) add({ title: message });
    shown.current = messages.length;
  }, [add, messages]);

  return null;
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((item) => (
    <Toast.Root
      key={item.id}
      toast={item}
      className="border-line bg-raised text-ink shadow-pop rounded-lg border transition-[opacity,translate] duration-200 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-2 py-2 pr-2 pl-3">
        <CircleCheck aria-hidden className="text-ok size-4 shrink-0" />
        <Toast.Title className="min-w-0 flex-1 text-sm" />
        <Toast.Close render={<IconButton size="sm" label="Dismiss" icon={<X aria-hidden />} />} />
      </Toast.Content>
    </Toast.Root>
  ));
}
