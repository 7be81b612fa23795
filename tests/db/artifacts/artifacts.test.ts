import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, stat, truncate, utimes } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { storeBlob } from "@/lib/artifacts/artifact-store";
import { deleteArtifact } from "@/lib/artifacts/delete-artifact";
import { sweepArtifacts } from "@/lib/artifacts/jobs";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import { artifactManifest, listArtifacts, readArtifactText } from "@/lib/artifacts/queries";
import type { Ctx } from "@/lib/command";
import { createRun } from "@/lib/experiments/runs/create-run";
import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { makeWorkspace } from "@/tests/support/workspace";

let ctx: Ctx;
/** Settings are read once, when the product is loaded. */
const folder = vi.hoisted(
  () => (process.env["ARTIFACT_DIR"] = `${process.env["ARTIFACT_DIR"]}-${process.pid}`),
);

beforeAll(async () => {
  const workspace = await makeWorkspace();
  ctx = { actor: workspace.admin, now: new Date() };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const quiet = new AbortController().signal;

async function put(path: string, text: string): Promise<string> {
  const blob = await storeBlob(new Blob([text]).stream(), text.length, quiet);
  await putArtifact(ctx, { path, ...blob });
  return blob.sha256;
}

const parts = () => readdir(join(folder, "tmp"));
const blobs = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));

test("what was put is read back, listed by folder and digested", async () => {
  await put("1/r/artifacts/model/MLmodel", "flavors: {}");
  await put("1/r/artifacts/model/sub/a.txt", "a");
  await put("1/r/artifacts/b.txt", "bb");
  expect(await listArtifacts(ctx, "1/r/artifacts")).toEqual([
    { name: "b.txt", path: "1/r/artifacts/b.txt", isDir: false, size: 2 },
    { name: "model", path: "1/r/artifacts/model", isDir: true, size: null },
  ]);
  expect((await listArtifacts(ctx, "1/r/artifacts/model")).map(({ name }) => name)).toEqual([
    "MLmodel",
    "sub",
  ]);
  const { digest, files } = await artifactManifest(ctx, "1/r/artifacts/model");
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(files.map(({ path }) => path)).toEqual(["MLmodel", "sub/a.txt"]);
  expect(await readArtifactText(ctx, "1/r/artifacts/model/MLmodel", 4)).toEqual({
    text: "flav",
    truncated: true,
    size: 11,
  });
});

test("a folder's neighbour with a longer name is not in it", async () => {
  await put("2/ab/x.txt", "x");
  await put("2/abc/y.txt", "y");
  await put("2/ab.txt", "z");
  expect((await artifactManifest(ctx, "2/ab")).files.map(({ path }) => path)).toEqual(["x.txt"]);
});

test("an upload shorter than announced leaves nothing", async () => {
  const before = await blobs();
  await expect(storeBlob(new Blob(["half"]).stream(), 8, quiet)).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await parts()).toEqual([]);
  expect(await blobs()).toEqual(before);
});

test("an upload that breaks off leaves nothing", async () => {
  const broken = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new Uint8Array(1000));
      controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    },
  });
  await expect(storeBlob(broken, null, quiet)).rejects.toMatchObject({ code: "invalid" });
  expect(await parts()).toEqual([]);
});

test("an upload longer than announced, or broken off while it is short, leaves nothing", async () => {
  const before = await blobs();
  await expect(storeBlob(new Blob(["too long"]).stream(), 3, quiet)).rejects.toMatchObject({
    code: "invalid",
  });
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" })),
  });
  await expect(storeBlob(broken, 3, quiet)).rejects.toMatchObject({ code: "invalid" });
  expect(await parts()).toEqual([]);
  expect(await blobs()).toEqual(before);
});

test("bytes that are stored already are kept as they lie, and fresh", async () => {
  const sha256 = await put("8/once", "written once");
  const file = join(folder, sha256.slice(0, 2), sha256);
  const old = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
  await utimes(file, old, old);
  const first = await stat(file);
  expect(await put("8/again", "written once")).toBe(sha256);
  const again = await stat(file);
  expect(again.ino).toBe(first.ino);
  expect(again.mtime.getTime()).toBeGreaterThan(old.getTime() + 1000);
});

test("what lies there at another length is written anew", async () => {
  const sha256 = await put("9/whole", "whole and sound");
  const file = join(folder, sha256.slice(0, 2), sha256);
  await truncate(file, 3);
  await put("9/whole", "whole and sound");
  expect(await readFile(file, "utf8")).toBe("whole and sound");
});

test("a blob that a sweep moved aside and left there is put back", async () => {
  const sha256 = await put("10/aside", "moved aside");
  const aside = join(folder, "tmp", `${sha256}.${randomUUID()}`);
  await rename(join(folder, sha256.slice(0, 2), sha256), aside);
  const old = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
  await utimes(aside, old, old);
  await sweepArtifacts(new Date());
  expect(await readArtifactText(ctx, "10/aside", 100)).toMatchObject({ text: "moved aside" });
  expect(await parts()).toEqual([]);
});

test("an empty file is a file", async () => {
  const blob = await storeBlob(null, null, quiet);
  await putArtifact(ctx, { path: "3/empty", ...blob });
  expect((await listArtifacts(ctx, "3"))[0]).toMatchObject({ name: "empty", size: 0 });
});

test("no file lies where a folder is, and no folder where a file is", async () => {
  await put("4/a/b", "x");
  await expect(put("4/a", "x")).rejects.toMatchObject({ code: "invalid" });
  await expect(put("4/a/b/c", "x")).rejects.toMatchObject({ code: "invalid" });
});

test("deleting a folder takes its files and nothing beside it", async () => {
  await put("5/a/x", "x");
  await put("5/a/y/z", "x");
  await put("5/ab", "x");
  expect(await deleteArtifact(ctx, { path: "5/a" })).toEqual({ deleted: 2 });
  expect(await deleteArtifact(ctx, { path: "5/a" })).toEqual({ deleted: 0 });
  expect((await listArtifacts(ctx, "5")).map(({ name }) => name)).toEqual(["ab"]);
});

test("files of a version beyond experimental can no longer change", async () => {
  const { runId } = await createRun(ctx, { experimentId: "0" });
  const root = `0/${runId}/artifacts`;
  await put(`${root}/model/MLmodel`, "one");
  await createModel(ctx, { name: "sealed" });
  await createVersion(ctx, { name: "sealed", source: `mlflow-artifacts:/${root}/model` });
  await put(`${root}/model/MLmodel`, "two");
  await changeStageDirectly(ctx, { model: "sealed", version: 1, stage: "staging" });
  await expect(put(`${root}/model/MLmodel`, "three")).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(put(`${root}/model/more`, "x")).rejects.toMatchObject({ code: "forbidden" });
  await expect(deleteArtifact(ctx, { path: `0/${runId}` })).rejects.toMatchObject({
    code: "forbidden",
  });
  await put(`${root}/model/MLmodel`, "two");
  await put(`${root}/modelling.txt`, "beside it");
});

test("the sweep takes what nothing names and is old, and leaves the rest", async () => {
  const kept = await put("7/kept", "kept for good");
  const gone = await put("7/gone", "gone for good");
  const fresh = await put("7/fresh", "still fresh");
  await deleteArtifact(ctx, { path: "7/gone" });
  await deleteArtifact(ctx, { path: "7/fresh" });
  const old = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
  for (const sha256 of [kept, gone])
    await utimes(join(folder, sha256.slice(0, 2), sha256), old, old);
  await sweepArtifacts(new Date());
  const left = (await blobs()).map((name) => name.slice(-64));
  expect(left).toContain(kept);
  expect(left).toContain(fresh);
  expect(left).not.toContain(gone);
});
