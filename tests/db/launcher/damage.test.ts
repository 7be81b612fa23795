import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { freePort } from "@/scripts/lib/ports.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-damage-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the launcher says to what it cannot start with. */
async function refusal(dataDir: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      PORT: String(await freePort()),
      DATA_DIR: dataDir,
      DEMO: "no",
    },
    stdio: "pipe",
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  return new Promise((resolve) => child.on("exit", (code) => resolve({ code, said })));
}

/** One sentence that names the file, and no stack. */
function expectSentence({ code, said }: Awaited<ReturnType<typeof refusal>>, names: string): void {
  expect(said).toContain(names);
  expect(said).not.toMatch(/\n\s+at /);
  expect(said.trim().split("\n")).toHaveLength(1);
  expect(code).toBe(1);
}

test.each(["", "{}", "[]", "null", "7", '{"NEXTAUTH_SECRET":"sho', '{"NEXTAUTH_SECRET":"short"}'])(
  "secrets.json of %j is told, and left as it is",
  async (text) => {
    writeFileSync(join(folder, "secrets.json"), text);
    expectSentence(await refusal(folder), join(folder, "secrets.json"));
    expect(readFileSync(join(folder, "secrets.json"), "utf8")).toBe(text);
    expect(readdirSync(folder)).not.toContain("pg");
  },
);

test.each(["artifacts", "pg"])("a file in the place of the folder %s is told", async (name) => {
  writeFileSync(join(folder, name), "kept");
  expectSentence(await refusal(folder), join(folder, name));
  expect(readFileSync(join(folder, name), "utf8")).toBe("kept");
});

test("a folder in the place of secrets.json is told", async () => {
  mkdirSync(join(folder, "secrets.json"));
  expectSentence(await refusal(folder), "secrets.json");
});

test("a DATA_DIR that is a file, or lies beneath one, is told", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "kept");
  expectSentence(await refusal(file), file);
  expectSentence(await refusal(join(file, "below")), file);
});

test.each(["\n", "x\ny", "x\t"])(
  "a DATA_DIR of %j is told before anything is made",
  async (name) => {
    expectSentence(await refusal(name === "\n" ? name : join(folder, name)), "DATA_DIR");
    expect(readdirSync(folder)).toEqual([]);
  },
);
