"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

import { pageOfClientLink } from "@/components/auth/client-link";
import { pathTo } from "@/lib/paths";

/** Turns the links MLflow clients print (`/#/experiments/1/runs/…`) into pages, and remembers the workspace. */
export function ClientLinks({ workspace }: { workspace: string }) {
  const router = useRouter();
  useEffect(() => {
    document.cookie = `workspace=${workspace}; path=/; max-age=31536000; samesite=lax`;
    const follow = () => {
      const page = pageOfClientLink(window.location.hash);
      if (page !== null) router.replace(pathTo(workspace, page));
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [router, workspace]);
  return null;
}
