import "server-only";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";

import { blobFile } from "@/lib/artifacts/blob-path";
import { blobFault } from "@/lib/artifacts/check-blob";
import { Refusal } from "@/lib/errors";

/** Bytes `start` to `end` (inclusive) of a blob as a web stream. Throws `missing` unless the whole is as it was stored. */
export async function readBlob(
  sha256: string,
  range?: { start: number; end: number },
): Promise<ReadableStream> {
  const file = blobFile(sha256);
  await refuseDamaged(sha256);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the DOM's and Node's stream types differ in name only
  return Readable.toWeb(createReadStream(file, range)) as unknown as ReadableStream;
}

export async function readBlobText(sha256: string, maxBytes: number): Promise<string> {
  await refuseDamaged(sha256);
  const file = await open(blobFile(sha256), "r");
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function refuseDamaged(sha256: string): Promise<void> {
  const fault = await blobFault(sha256);
  if (fault) throw new Refusal("missing", `The stored file is ${fault}, so it is not sent.`);
}
