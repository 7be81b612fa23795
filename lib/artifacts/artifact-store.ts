import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, utimes, writeFile, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";

import { blobFile, blobFolder, temporary } from "@/lib/artifacts/blob-path";
import { blobFault, noteLikeness } from "@/lib/artifacts/check-blob";
import { faultCode } from "@/lib/db/faults";
import { Refusal } from "@/lib/errors";

/** Blob files named by their sha256. What lies at a path is a database row; a blob without a row is swept away. */

export type StoredBlob = { sha256: string; size: number };

/** Why nothing can be stored, by its system code; undefined where it can. */
export async function storeFault(): Promise<string | undefined> {
  try {
    await mkdir(temporary(), { recursive: true, mode: 0o700 });
    const probe = join(/* turbopackIgnore: true */ temporary(), randomUUID());
    await writeFile(probe, "");
    await rm(probe);
    return undefined;
  } catch (error) {
    return faultCode(error) ?? String(error);
  }
}

type Body = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** So small a body is held in memory, and written only where its bytes are not stored yet. */
const small = 64 * 1024;

/**
 * Takes a body in and returns what it was once it is durable. An upload that breaks off, is shorter than announced or
 * does not fit leaves nothing behind.
 */
export async function storeBlob(
  body: AsyncIterable<Uint8Array> | null,
  announced: number | null,
  signal: AbortSignal,
): Promise<StoredBlob> {
  try {
    return announced !== null && announced <= small
      ? await storeSmall(body ?? [], announced)
      : await storeLarge(body ?? [], announced, signal);
  } catch (error) {
    if (signal.aborted || isBrokenOff(error))
      throw new Refusal("invalid", "The upload broke off before it was complete.");
    throw error;
  }
}

async function storeSmall(body: Body, announced: number): Promise<StoredBlob> {
  const bytes = await gathered(body, announced);
  const size = bytes.byteLength;
  requireWhole(announced, size);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (await renew(sha256)) return { sha256, size };
  await asPart(async (part) => {
    const how = { flag: "wx", mode: 0o600, flush: true };
    await inFolder(temporary(), () => writeFile(part, bytes, how));
    await publish(part, sha256);
  });
  return { sha256, size };
}

/** The body, or as much of it as shows that it is longer than announced. */
async function gathered(body: Body, announced: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > announced) break;
  }
  return Buffer.concat(chunks, size);
}

/**
 * Bytes that are stored already are kept from the sweep by a fresh time, instead of being written again. Whoever wrote
 * them may not have made their name durable yet.
 */
async function renew(sha256: string): Promise<boolean> {
  const now = new Date();
  try {
    if ((await blobFault(sha256)) !== null) return false;
    await utimes(blobFile(sha256), now, now);
    await noteLikeness(sha256);
  } catch (error) {
    if (faultCode(error) === "ENOENT") return false;
    throw error;
  }
  await (await openFolder(blobFolder(sha256))).sync();
  return true;
}

async function storeLarge(
  body: Body,
  announced: number | null,
  signal: AbortSignal,
): Promise<StoredBlob> {
  const began = Date.now();
  return asPart(async (part) => {
    const blob = await writePart(part, body, signal);
    requireWhole(announced, blob.size);
    // the fresh time on the file is what tells the sweep that its row may still be on the way
    if (Date.now() - began > slow) await utimes(part, new Date(), new Date());
    await publish(part, blob.sha256);
    return blob;
  });
}

function requireWhole(announced: number | null, size: number): void {
  if (announced !== null && announced !== size)
    throw new Refusal(
      "invalid",
      `The upload is incomplete: ${announced} bytes announced, ${size} received.`,
    );
}

/** Hands out a name to write under; nothing stays there when that fails. */
async function asPart<Result>(write: (part: string) => Promise<Result>): Promise<Result> {
  const part = join(/* turbopackIgnore: true */ temporary(), randomUUID());
  try {
    return await write(part);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** In less time the last byte is as fresh as the file. */
const slow = 60_000;

async function writePart(part: string, body: Body, signal: AbortSignal): Promise<StoredBlob> {
  const file = await inFolder(temporary(), () => open(part, "wx", 0o600));
  let writing = Promise.resolve();
  try {
    const hash = createHash("sha256");
    let size = 0;
    for await (const bytes of inBlocks(Readable.from(body, { signal }))) {
      hash.update(bytes);
      size += bytes.byteLength;
      // One block is written while the next is read: never more than two in memory.
      await writing;
      writing = writeWhole(file, bytes);
      writing.catch(() => undefined);
    }
    await writing;
    await file.sync();
    return { sha256: hash.digest("hex"), size };
  } finally {
    await writing.catch(() => undefined);
    await file.close();
  }
}

const blockSize = 1024 * 1024;

/** Network chunks gathered to blocks: a large file costs a thousand writes, not sixty thousand. */
async function* inBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let block: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    block.push(chunk);
    size += chunk.byteLength;
    if (size < blockSize) continue;
    yield Buffer.concat(block);
    block = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(block);
}

/** A write may take less than it was given, on a disk that fills up for one. */
async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) {
    const { bytesWritten } = await file.write(bytes, at);
    at += bytesWritten;
  }
}

/** The file is durable under its name once its folder is. */
async function publish(part: string, sha256: string): Promise<void> {
  const folder = blobFolder(sha256);
  await inFolder(folder, () => rename(part, blobFile(sha256)));
  await (await openFolder(folder)).sync();
}

/** Folders once opened stay open: making each durable again costs one call instead of three. */
const openFolders = new Map<string, Promise<FileHandle>>();

function openFolder(folder: string): Promise<FileHandle> {
  const known = openFolders.get(folder);
  if (known) return known;
  const opened = open(folder, "r");
  openFolders.set(folder, opened);
  // one that could not be opened is asked for again, not refused for ever
  opened.catch(() => openFolders.delete(folder));
  return opened;
}

/** Does it, after making the folder where there is none yet. */
async function inFolder<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (faultCode(error) !== "ENOENT") throw error;
  }
  openFolders.delete(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await (await openFolder(dirname(folder))).sync();
  return act();
}

function isBrokenOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = faultCode(error) ?? "";
  return error.name === "AbortError" || /^(ECONNRESET|ERR_STREAM_PREMATURE_CLOSE)$/.test(code);
}
