"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

import { visiblePlaces } from "@/components/shell/places";
import { keysSignal, paletteSignal } from "@/components/shell/signals";
import { pathTo } from "@/lib/paths";

const Palette = dynamic(() => import("@/components/shell/palette"), { ssr: false });
const KeysHelp = dynamic(() => import("@/components/shell/keys-help"), { ssr: false });

/** Listens for the keys of the console; what they open is loaded when first asked for. */
export function CommandCentre({ workspace, mayAudit }: { workspace: string; mayAudit: boolean }) {
  const [shown, setShown] = useState<"palette" | "keys" | null>(null);
  const router = useRouter();
  const afterG = useRef(0);

  useEffect(() => {
    const palette = () => setShown("palette");
    const keys = () => setShown("keys");

    function go(key: string): boolean {
      const place = visiblePlaces(mayAudit).find((candidate) => candidate.key === key);
      if (place) router.push(pathTo(workspace, place.path));
      return place !== undefined;
    }

    function plain(event: KeyboardEvent): boolean {
      const follows = Date.now() - afterG.current < 1200;
      afterG.current = !follows && event.key === "g" ? Date.now() : 0;
      if (follows) return go(event.key);
      if (event.key === "?") setShown("keys");
      else if (event.key === "j" || event.key === "k") return moveRow(event.key === "j" ? 1 : -1);
      else if (event.key === "/") return focusFilter();
      return event.key === "?";
    }

    function press(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") palette();
      else if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      else if (!plain(event)) return;
      event.preventDefault();
    }

    window.addEventListener("keydown", press);
    window.addEventListener(paletteSignal, palette);
    window.addEventListener(keysSignal, keys);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener(paletteSignal, palette);
      window.removeEventListener(keysSignal, keys);
    };
  }, [mayAudit, router, workspace]);

  const close = () => setShown(null);
  if (shown === "palette")
    return <Palette workspace={workspace} mayAudit={mayAudit} close={close} />;
  return shown === "keys" ? <KeysHelp mayAudit={mayAudit} close={close} /> : null;
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input:not([type=checkbox]), textarea, select, [role=dialog], [role=menu]") !==
        null)
  );
}

/** The links that name rows, in page order; focus walks along them. */
function moveRow(step: number): boolean {
  const links = [...document.querySelectorAll<HTMLElement>("#main tbody th a, #main [data-row]")];
  if (links.length === 0) return false;
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at === -1 ? (step > 0 ? 0 : links.length - 1) : at + step;
  links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
  return true;
}

function focusFilter(): boolean {
  const field = document.querySelector<HTMLElement>("#main search input:not([type=hidden])");
  field?.focus();
  return field !== null;
}
