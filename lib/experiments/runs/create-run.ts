import "server-only";
import { sql } from "drizzle-orm";

import { byWhom } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { textArray } from "@/lib/db/arrays";
import { hexId } from "@/lib/db/ids";
import { prepared } from "@/lib/db/prepared";
import { Refusal } from "@/lib/errors";
import { cutToLength, marked } from "@/lib/experiments/cut";
import { experimentInactive, experimentMissing } from "@/lib/experiments/experiment-queries";
import { createRunInput } from "@/lib/experiments/inputs";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { randomName } from "@/lib/experiments/naming";
import { tagFault, type Pair } from "@/lib/experiments/runs/batch";
import { asRecord } from "@/lib/experiments/runs/pairs";
import type { RunRecord } from "@/lib/experiments/runs/run-queries";
import { ownValue } from "@/lib/own-value";
import { readableName } from "@/lib/readable-name";

type Values = {
  ws: string;
  now: string;
  experimentId: string;
  id: string;
  subject: string;
  name: string;
  mlflowUser: string;
  startTime: number;
  tags: string;
  tagKeys: string;
  authorId: string | null;
  authorName: string;
};

/**
 * The run with its tags' keys and who began it, in one statement. The experiment is held shared, so that runs can start
 * side by side but not while it is being deleted.
 */
const storeRun = prepared<Values, { location: string; lifecycle: "active" | "deleted" }>(
  (of) => sql`
    with experiment as (
      select regexp_replace(artifact_location, '/+$', '') as location, lifecycle from experiments
      where workspace_id = ${of.ws}::uuid and experiment_id = ${of.experimentId}
      for share
    ), created as (
      insert into runs (workspace_id, run_id, experiment_id, name, status, mlflow_user, start_time,
        artifact_uri, tags, created_at, updated_at, author_id, author_name)
      select ${of.ws}::uuid, ${of.id}, ${of.experimentId}, ${of.name}, 'RUNNING', ${of.mlflowUser},
        ${of.startTime}::bigint, e.location || '/' || ${of.id} || '/artifacts',
        ${of.tags}::text::jsonb, ${of.now}::timestamptz, ${of.now}::timestamptz,
        ${of.authorId}::uuid, ${of.authorName}
      from experiment e where e.lifecycle = 'active'
    ), keys as (
      insert into experiment_keys (workspace_id, experiment_id, kind, key)
      select ${of.ws}::uuid, ${of.experimentId}, 'tag', u.key
      from experiment e, unnest(${of.tagKeys}::text::text[]) as u (key)
      where e.lifecycle = 'active'
      on conflict do nothing
    ), contributed as (
      insert into contributors
        (workspace_id, subject, person_id, person_name, first_at, last_at)
      select ${of.ws}::uuid, ${of.subject}, ${of.authorId}::uuid, ${of.authorName},
        ${of.now}::timestamptz, ${of.now}::timestamptz
      from experiment e where e.lifecycle = 'active' and ${of.authorId}::uuid is not null
    )
    select location, lifecycle from experiment`,
);

export const createRun = command({
  permission: "tracking:write",
  input: createRunInput,
  run: async (ctx, { experimentId, name: asked, mlflowUser, startTime, tags: given }) => {
    const fault = given.map((tag) => tagFault(tag)).find(Boolean);
    if (fault) throw new Refusal("invalid", fault);
    const named = { key: mlflowTags.runName, value: chooseName(asked, given) };
    const { kept, lines } = cutToLength("tag", [...given, named]);
    const tags = marked(asRecord(kept), [], lines);
    const name = tags[mlflowTags.runName] ?? "";
    const id = hexId();
    const author = byWhom(ctx.actor);
    const begun = {
      id,
      experimentId,
      name,
      mlflowUser: mlflowUser || (ownValue(tags, mlflowTags.user) ?? ""),
      startTime: startTime ?? ctx.now.getTime(),
      authorId: author.id,
      authorName: author.name,
    };
    const [experiment] = await storeRun(ctx.tx, {
      ...begun,
      ws: ctx.workspaceId,
      now: ctx.now.toISOString(),
      subject: `run:${id}`,
      tags: JSON.stringify(tags),
      tagKeys: textArray(Object.keys(tags).toSorted()),
    });
    if (!experiment) throw experimentMissing(experimentId);
    if (experiment.lifecycle !== "active") throw experimentInactive(experimentId, "deleted");
    const run: RunRecord = {
      ...begun,
      status: "RUNNING",
      lifecycle: "active",
      endTime: null,
      artifactUri: `${experiment.location}/${id}/artifacts`,
      createdAt: ctx.now,
      updatedAt: ctx.now,
      params: {},
      tags,
      metrics: [],
      datasets: [],
      models: [],
    };
    return {
      result: { runId: id, run },
      audit: { action: "run.create", subject: `run:${id}`, name, after: { experimentId } },
    };
  },
});

function chooseName(asked: string | undefined, tags: readonly Pair[]): string {
  const tagged = tags.find(({ key }) => key === mlflowTags.runName)?.value;
  if (asked && tagged && asked !== tagged)
    throw new Refusal(
      "invalid",
      `Both 'run_name' argument and '${mlflowTags.runName}' tag are specified, but with different values (run_name='${asked}', ${mlflowTags.runName}='${tagged}').`,
    );
  return [asked, tagged].find((name) => name && readableName(name) !== "") ?? randomName();
}
