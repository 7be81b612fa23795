import "server-only";
import { mkdir, open, readFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

import type { SignedHead } from "@/lib/audit/signed-head";
import { faultCode } from "@/lib/db/faults";
import { settings } from "@/lib/settings";

/** The signed heads of each workspace as lines of a file outside the database, to which lines are only ever added. */

const fileOf = (workspaceId: string) =>
  join(/* turbopackIgnore: true */ settings().auditDir, `${workspaceId}.ndjson`);

/** What was written, line by line. What follows the last line end was never finished, so it says nothing. */
export async function headLines(workspaceId: string): Promise<string[]> {
  try {
    return wholeLines(await readFile(fileOf(workspaceId), "utf8"));
  } catch (error) {
    if (faultCode(error) === "ENOENT") return [];
    throw error;
  }
}

function wholeLines(text: string): string[] {
  return text.split("\n").slice(0, -1);
}

/** Durable once it returns; a line that does not fit leaves nothing behind. */
export async function appendHead(head: SignedHead): Promise<void> {
  await mkdir(/* turbopackIgnore: true */ settings().auditDir, { recursive: true, mode: 0o700 });
  const file = await open(fileOf(head.workspace), "a+", 0o600);
  try {
    const end = await endOfLines(file);
    try {
      await file.appendFile(`${JSON.stringify(head)}\n`);
      await file.sync();
    } catch (error) {
      // should this fail too, the next line takes the half one away
      await file.truncate(end).catch(() => undefined);
      throw error;
    }
  } finally {
    await file.close();
  }
}

/** No line is longer. */
const longest = 4096;

/** Where the next line begins. Half a line, as a lost current leaves it, is taken away. */
async function endOfLines(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const from = Math.max(0, size - longest);
  const { buffer, bytesRead } = await file.read({
    buffer: Buffer.alloc(size - from),
    position: from,
  });
  const end = from + buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1;
  if (end < size) await file.truncate(end);
  return end;
}
