import type { Members } from "./accounts";
import { listOf, objectOf, text, type Client } from "./http";
import type { Versions } from "./register-models";
import { stories, type GateStory, type ModelStory, type Vote } from "./stories";

type Target = { story: ModelStory; gate: GateStory; version: number };

/** Asks for every promotion and lets each reviewer decide, signed in as themselves. Done gates are left as they are. */
export async function decideGates(
  members: Members,
  versions: Versions,
  say: (message: string) => void,
): Promise<void> {
  for (const story of stories) {
    for (const gate of story.gates) {
      const version = versions.get(`${story.name}/${gate.run}`) ?? 0;
      await playGate(members, { story, gate, version });
    }
    if (story.gates.length > 0) say(`Played ${story.gates.length} gates of ${story.name}`);
  }
}

async function playGate(members: Members, target: Target): Promise<void> {
  const { story, gate, version } = target;
  const { researcher, scientist } = members.clients;
  const asker = story.owner === "researcher" ? researcher : scientist;
  if (!(await findGate(asker, target))) await request(asker, target);
  const { id, status, round } = await getGate(asker, target);
  if (status !== "open") return;
  if (gate.event === "withdrawn") {
    const reason = "The learning rate was a typing error; a corrected run follows.";
    await asker.json("POST", `/api/v1/gates/${id}/withdraw`, { body: { reason } });
    return;
  }
  if (gate.event === "new evidence" && round === 1)
    await addEvidence(asker, { model: story.name, version }, id);
  await castMissing(members, await getGate(asker, target), gate.votes);
}

type Gate = { id: string; status: string; round: number; voted: string[] };

async function findGate(
  client: Client,
  { story, gate, version }: Target,
): Promise<Gate | undefined> {
  const found = await client.json("GET", "/api/v1/gates", {
    query: { model: story.name, version: String(version), stage: gate.stage, status: "all" },
  });
  const [latest] = listOf(found["gates"]);
  if (!latest) return undefined;
  const voted = Array.isArray(latest["voted"]) ? latest["voted"].map(text) : [];
  const [id, status] = [text(latest["id"]), text(latest["status"])];
  return { id, status, round: Number(latest["round"]), voted };
}

async function getGate(client: Client, target: Target): Promise<Gate> {
  const gate = await findGate(client, target);
  if (!gate) throw new TypeError(`There is no gate for ${target.story.name} ${target.version}.`);
  return gate;
}

async function request(client: Client, { story, gate, version }: Target): Promise<void> {
  await client.json("POST", "/api/v1/gates", {
    body: { model: story.name, version, stage: gate.stage, note: gate.note },
  });
}

/** A result that arrives late changes the evidence, so the gate starts its second round. */
async function addEvidence(
  client: Client,
  { model, version }: { model: string; version: number },
  gateId: string,
): Promise<void> {
  const got = await client.json("GET", "/api/2.0/mlflow/model-versions/get", {
    query: { name: model, version: String(version) },
  });
  await client.json("POST", "/api/2.0/mlflow/runs/log-metric", {
    body: {
      run_id: text(objectOf(got["model_version"])["run_id"]),
      key: "calibration_error_recalibrated",
      value: 0.012,
      timestamp: Date.now(),
      step: 0,
    },
  });
  await client.json("POST", `/api/v1/gates/${gateId}/refresh`, { body: {} });
}

async function castMissing(
  { session, ids }: Members,
  gate: Gate,
  votes: readonly Vote[],
): Promise<void> {
  for (const { by, choice, reason } of votes) {
    if (gate.voted.includes(ids[by])) continue;
    const body = { round: gate.round, choice, reason };
    const voter = await session(by);
    await voter.json("POST", `/api/v1/gates/${gate.id}/votes`, { body });
  }
}
