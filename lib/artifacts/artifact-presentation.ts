/** How a stored file may be shown: its type by suffix, and whether a browser may open it in place. */
export type Presentation = { contentType: string; inline: boolean };

const images: Record<string, string> = {
  avif: "image/avif",
  bmp: "image/bmp",
  gif: "image/gif",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

const downloads: Record<string, string> = {
  gz: "application/gzip",
  pdf: "application/pdf",
  svg: "image/svg+xml",
  zip: "application/zip",
};

const texts = new Set(
  "cfg conf csv htm html ini js json jsonl log md mlmodel mjs py r rst sh sql toml ts tsv txt xml yaml yml".split(
    " ",
  ),
);

/**
 * Nothing that a browser would run is ever named as such: HTML, XML and scripts are plain text, SVG is only ever a
 * download or an image, and what is not known is bytes.
 */
export function presentationOf(path: string): Presentation {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const suffix = name.slice(name.lastIndexOf(".") + 1);
  const image = images[suffix];
  if (image) return { contentType: image, inline: true };
  if (suffix === "json") return { contentType: "application/json", inline: false };
  if (texts.has(suffix)) return { contentType: "text/plain; charset=utf-8", inline: false };
  return { contentType: downloads[suffix] ?? "application/octet-stream", inline: false };
}

export type ByteRange = { start: number; end: number };

/** One `Range` of bytes (RFC 9110, 14.1.2). Null: send everything; "unsatisfiable": answer 416. */
export function byteRange(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!match) return null;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return null;
  if (from === "") return lastBytes(Number(to), size);
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}

function lastBytes(count: number, size: number): ByteRange | "unsatisfiable" {
  if (count === 0 || size === 0) return "unsatisfiable";
  return { start: Math.max(0, size - count), end: size - 1 };
}
