import "server-only";
import { z } from "zod";

import type { ApiRequest } from "@/lib/api-request";
import {
  artifactFolder,
  artifactPath,
  joinPath,
  nameOf,
  pathOfArtifactUri,
} from "@/lib/artifacts/artifact-path";
import { byteRange, presentationOf } from "@/lib/artifacts/artifact-presentation";
import { storeBlob } from "@/lib/artifacts/artifact-store";
import { deleteArtifact } from "@/lib/artifacts/delete-artifact";
import { meantPath } from "@/lib/artifacts/meant-path-queries";
import { placeFault } from "@/lib/artifacts/place";
import { placeOf } from "@/lib/artifacts/place-queries";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import { findArtifact, getArtifact, listArtifacts } from "@/lib/artifacts/queries";
import { readBlob } from "@/lib/artifacts/read-blob";
import { isFull, sweepTask } from "@/lib/artifacts/rules";
import { requirePermission } from "@/lib/auth/permissions";
import { parse, type Ctx, type ReadCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { getLoggedModel } from "@/lib/experiments/logged-models/logged-model-queries";
import { getRun } from "@/lib/experiments/runs/run-queries";
import { addJob } from "@/lib/jobs/add-job";
import { getVersion } from "@/lib/registry/queries";

/** The artifact proxy: bodies go straight to disk and back, never through memory. */

export const ListStored = z.object({ path: z.string().default("") });

export const ListOfRun = z.object({
  run_id: z.string().optional(),
  run_uuid: z.string().optional(),
  path: z.string().default(""),
});

/** Names relative to the folder asked for, as the proxy's clients expect. */
export async function listStored(ctx: ReadCtx, { path }: z.output<typeof ListStored>) {
  const entries = await listMeant(ctx, path);
  return files(entries.map((entry) => ({ ...entry, path: entry.name })));
}

/** Paths relative to the run's artifact root, as `mlflow/artifacts/list` gives them. */
export async function listOfRun(ctx: ReadCtx, input: z.output<typeof ListOfRun>) {
  const runId = input.run_id ?? input.run_uuid ?? "";
  if (runId === "") throw missingParameter("run_id");
  const run = await getRun(ctx, runId);
  const root = pathOfArtifactUri(run.artifactUri);
  if (root === null) return { root_uri: run.artifactUri };
  const folder = artifactFolder(input.path);
  const entries = await listMeant(ctx, joinPath(root, folder));
  return {
    root_uri: run.artifactUri,
    ...files(entries.map((entry) => ({ ...entry, path: joinPath(folder, entry.name) }))),
  };
}

/** What lies in a folder, or in the only one that a client can have meant. */
export async function listMeant(ctx: ReadCtx, path: string) {
  const entries = await listArtifacts(ctx, path);
  if (entries.length > 0) return entries;
  const meant = await meantPath(ctx, artifactFolder(path));
  return meant === undefined ? [] : listArtifacts(ctx, meant);
}

function files(entries: { path: string; isDir: boolean; size: number | null }[]) {
  if (entries.length === 0) return {};
  return {
    files: entries.map(({ path, isDir, size }) => ({
      path,
      is_dir: isDir,
      ...(size === null ? {} : { file_size: size }),
    })),
  };
}

/** So small a body is here before the database could be asked about its place. */
const small = 64 * 1024;

/** Stores a request's body at a path. What can be refused is refused before a large body is read. */
export async function receiveArtifact(ctx: Ctx, path: string, request: ApiRequest): Promise<void> {
  requirePermission(ctx.actor, "tracking:write");
  if (request.headers.has("content-range"))
    throw new Refusal("invalid", "Send the whole file in one request, without Content-Range.");
  const length = request.headers.get("content-length");
  const announced = length === null ? null : Number(length);
  if (announced === null || announced > small) await refuseInTheWay(ctx, path);
  const blob = await storeBlob(request.body, announced, request.signal).catch(makeRoom);
  await putArtifact(ctx, { path, ...blob });
}

/** A full store is swept at once, so that what was deleted makes room for who tries again. */
async function makeRoom(error: unknown): Promise<never> {
  if (isFull(error)) await addJob({ task: sweepTask, payload: { full: true }, key: sweepTask });
  throw error;
}

/** What lies there may be sent again as it is; whether it is the same shows once its bytes are here. */
async function refuseInTheWay(ctx: Ctx, path: string): Promise<void> {
  const place = await placeOf(ctx, path);
  const fault = place.sha256 === null ? placeFault(path, place) : undefined;
  if (fault) throw fault;
}

/** `/upload-artifact`: a body as a file of a run, by its path below the run's artifact root. */
export async function receiveRunArtifact(ctx: Ctx, query: unknown, request: ApiRequest) {
  requirePermission(ctx.actor, "tracking:write");
  const input = parse(OfRun, query);
  const runId = input.run_id ?? input.run_uuid;
  if (!runId) throw missingParameter("run_uuid");
  const below = artifactPath(input.path);
  const root = pathOfArtifactUri((await getRun(ctx, runId)).artifactUri);
  if (root === null)
    throw new Refusal(
      "invalid",
      "The files of this run lie outside this server: upload them there.",
    );
  await receiveArtifact(ctx, joinPath(root, below), request);
}

export async function removeArtifact(ctx: Ctx, path: string): Promise<void> {
  await deleteArtifact(ctx, { path });
}

const OfRun = z.object({
  run_id: z.string().optional(),
  run_uuid: z.string().optional(),
  path: z.string().min(1),
});
const OfModel = z.object({ model_id: z.string().min(1), artifact_file_path: z.string().min(1) });
const OfVersion = z.object({
  name: z.string().min(1),
  version: z.coerce.number().int().min(1),
  path: z.string().min(1),
});

/** `/get-artifact`: a file of a run by its path below the run's artifact root. */
export async function sendRunArtifact(ctx: ReadCtx, query: unknown, request: ApiRequest) {
  const input = parse(OfRun, query);
  const runId = input.run_id ?? input.run_uuid;
  if (!runId) throw missingParameter("run_id");
  const below = artifactPath(input.path);
  const root = pathOfArtifactUri((await getRun(ctx, runId)).artifactUri);
  return sendBelow(ctx, root, below, request);
}

/** `logged-models/<id>/artifacts/files`: a file of a logged model by its path below the model's artifact root. */
export async function sendModelArtifact(ctx: ReadCtx, query: unknown, request: ApiRequest) {
  const input = parse(OfModel, query);
  const below = artifactPath(input.artifact_file_path);
  const { artifactUri } = await getLoggedModel(ctx, input.model_id);
  return sendBelow(ctx, pathOfArtifactUri(artifactUri), below, request);
}

/** `/model-versions/get-artifact`: a file of a version by its path below the version's source. */
export async function sendVersionArtifact(ctx: ReadCtx, query: unknown, request: ApiRequest) {
  const { name, version, path } = parse(OfVersion, query);
  const below = artifactPath(path);
  const found = await getVersion(ctx, name, version);
  return sendBelow(ctx, found.artifactPath, below, request);
}

function sendBelow(ctx: ReadCtx, root: string | null, below: string, request: ApiRequest) {
  if (root === null) throw new Refusal("missing", "These files lie outside this server.");
  return sendArtifact(ctx, joinPath(root, below), request);
}

async function getMeant(ctx: ReadCtx, path: string) {
  const found = await findArtifact(ctx, path);
  return found ?? getArtifact(ctx, (await meantPath(ctx, path)) ?? path);
}

/** The file at a path as a response, whole or the range asked for. */
export async function sendArtifact(
  ctx: ReadCtx,
  path: string,
  request: ApiRequest,
): Promise<Response> {
  const artifact = await getMeant(ctx, path);
  const { contentType, inline } = presentationOf(artifact.path);
  const opened = inline && request.headers.get("sec-fetch-mode") === "navigate";
  const etag = `"${artifact.sha256}"`;
  const headers = new Headers({
    "Content-Type": contentType,
    "Content-Disposition": disposition(opened ? "inline" : "attachment", nameOf(artifact.path)),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "bytes",
    ETag: etag,
  });
  if (request.headers.get("if-none-match") === etag)
    return new Response(null, { status: 304, headers });
  const range = byteRange(request.headers.get("range"), artifact.size);
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${artifact.size}`);
    return new Response(null, { status: 416, headers });
  }
  const length = range ? range.end - range.start + 1 : artifact.size;
  headers.set("Content-Length", String(length));
  if (range) headers.set("Content-Range", `bytes ${range.start}-${range.end}/${artifact.size}`);
  const empty = artifact.size === 0 || request.method === "HEAD";
  const body = empty ? null : await readBlob(artifact.sha256, range ?? undefined);
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** RFC 6266: a plain name as it is; any other also in ASCII, for clients that read no more, after RFC 8187's form of it. */
function disposition(kind: "inline" | "attachment", name: string): string {
  if (/^[\w.!#$&+^`|~-]+$/.test(name)) return `${kind}; filename=${name}`;
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const plain = name.replaceAll(/[^ -~]|["\\%]/gu, "_");
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

export function missingParameter(name: string): Refusal {
  return new Refusal(
    "invalid",
    `Missing value for required parameter '${name}'. See the API docs for more information about request parameters.`,
  );
}
