"use client";

import { useEffect, useState } from "react";

import type { PaletteItem } from "@/components/shell/palette-items";

type Found = { kind: string; title: string; detail?: string | undefined; path: string };
const quiet = 120;

/** Asks the server once the typing rests; an answer to an older question is dropped. */
export function useFound(slug: string, query: string) {
  const [answer, setAnswer] = useState<{ to: string; items: readonly PaletteItem[] }>({
    to: "",
    items: [],
  });
  const wanted = query.trim();

  useEffect(() => {
    if (wanted.length < 2) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      search(slug, wanted, stop.signal).then(
        (items) => setAnswer({ to: wanted, items }),
        () => undefined,
      );
    }, quiet);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [slug, wanted]);

  return {
    found: wanted.length < 2 ? [] : answer.items,
    pending: wanted.length >= 2 && answer.to !== wanted,
  };
}

async function search(slug: string, query: string, signal: AbortSignal) {
  const url = `/w/${slug}/api/v1/search?${new URLSearchParams({ query })}`;
  const answer = await fetch(url, { signal });
  if (!answer.ok) return [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own route, see app/api/v1/search
  const body = (await answer.json()) as { results: Found[] };
  return body.results.map((result): PaletteItem => ({
    id: `${result.kind}:${result.path}`,
    kind: result.kind,
    title: result.title,
    detail: result.detail,
    does: { go: `/w/${slug}${result.path}` },
  }));
}
