import type { ReactNode } from "react";

import { buttonStyle } from "@/components/ui/button";

/** A button that fetches a file: a plain link, since the router would ask for it as a page first. */
export function FileLink({
  href,
  icon,
  download = true,
  children,
}: {
  href: string;
  icon: ReactNode;
  /** False shows the file in the browser. */
  download?: boolean;
  children: ReactNode;
}) {
  return (
    <a className={buttonStyle({})} href={href} download={download}>
      {icon}
      {children}
    </a>
  );
}
