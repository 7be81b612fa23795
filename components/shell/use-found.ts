"use client";

import { useEffect, useState } from "react";

import type { PaletteItem } from "@/components/shell/palette-items";
import { api, pathTo } from "@/lib/paths";
import type { Found } from "@/lib/workspace/search-queries";

const quiet = 120;

/** Asks the server once the typing rests; an answer to an older question is dropped. */
export function useFound(workspace: string, query: string) {
  const [answer, setAnswer] = useState<{ to: string; items: readonly PaletteItem[] }>({
    to: "",
    items: [],
  });
  const wanted = query.trim();

  useEffect(() => {
    if (wanted.length < 2) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      search(workspace, wanted, stop.signal).then(
        (items) => setAnswer({ to: wanted, items }),
        () => undefined,
      );
    }, quiet);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [workspace, wanted]);

  return {
    found: wanted.length < 2 ? [] : answer.items,
    pending: wanted.length >= 2 && answer.to !== wanted,
  };
}

async function search(workspace: string, query: string, signal: AbortSignal) {
  const answer = await fetch(pathTo(workspace, api.search, { query }), { signal });
  if (!answer.ok) return [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own route, see app/api/v1/search
  const body = (await answer.json()) as { results: Found[] };
  return body.results.map((result): PaletteItem => ({
    id: `${result.kind}:${result.path}`,
    kind: result.kind,
    title: result.title,
    detail: result.detail,
    does: { go: pathTo(workspace, result.path) },
  }));
}
