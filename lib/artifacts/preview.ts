import Papa from "papaparse";

import { parsedJson } from "@/lib/admission";

export type PreviewKind = "text" | "json" | "csv" | "image" | "other";

export type Preview =
  | { kind: "text" | "json"; text: string; truncated: boolean }
  | { kind: "csv"; header: string[]; rows: string[][]; truncated: boolean }
  | { kind: "image" }
  | { kind: "other"; reason: string };

export const previewBytes = 256 * 1024;
const previewRows = 200;
const previewColumns = 60;

const images = new Set(["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "avif"]);
const texts = new Set(
  "txt log md rst py r sql sh cfg ini toml yaml yml xml html htm css js ts jsonl ndjson env lock properties".split(
    " ",
  ),
);
const namedTexts = new Set(["MLmodel", "Dockerfile", "Makefile", "LICENSE", "README"]);

/** How a file can be shown, by its name alone; whether it really is text is seen when it is read. */
export function previewKind(path: string): PreviewKind {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const suffix = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
  if (images.has(suffix)) return "image";
  if (suffix === "json" || suffix === "ipynb") return "json";
  if (suffix === "csv" || suffix === "tsv") return "csv";
  return texts.has(suffix) || namedTexts.has(name) ? "text" : "other";
}

/** Turns the start of a file into what can be read: JSON indented, CSV as cells, and never bytes as if they were text. */
export function previewOf(kind: PreviewKind, text: string, truncated: boolean): Preview {
  if (kind === "image") return { kind };
  if (kind === "other") return { kind, reason: "This kind of file has no preview." };
  if (text.includes("\u0000"))
    return { kind: "other", reason: "The file holds bytes rather than text." };
  if (kind === "csv") return csvPreview(text, truncated);
  if (kind === "json") return { kind, text: indented(text), truncated };
  return { kind, text, truncated };
}

/** Python writes NaN and Infinity into JSON, which no JSON parser takes: such a file is shown as it is, and one that nests without end. */
function indented(text: string): string {
  const value = parsedJson(text);
  if (value === undefined) return text;
  const shown = JSON.stringify(value, null, 2);
  return shown.length > 4 * previewBytes ? text : shown;
}

function csvPreview(text: string, truncated: boolean): Preview {
  const { data } = Papa.parse<string[]>(text, {
    preview: previewRows + 2,
    skipEmptyLines: true,
  });
  const [header = [], ...rows] = data.map((row) => row.slice(0, previewColumns));
  // The last row of a cut file may be half a row.
  const whole = truncated && rows.length <= previewRows ? rows.slice(0, -1) : rows;
  return {
    kind: "csv",
    header,
    rows: whole.slice(0, previewRows),
    truncated: truncated || whole.length > previewRows,
  };
}
