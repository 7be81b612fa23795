import { parseArgs } from "node:util";

import { addressOf, claimWorkspace, joinEverybody, showAccounts } from "./demo/accounts";
import { decideGates } from "./demo/decide-gates";
import { HttpFailure, type Client } from "./demo/http";
import { logEverything } from "./demo/log-everything";
import { demoPassword, demoWorkspace, people } from "./demo/people";
import { registerModels } from "./demo/register-models";
import { Tracking } from "./demo/tracking";

const marker = { experiment: "credit-default-baselines", key: "demo", value: "complete" };

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: process.env["GATEHOUSE_URL"] ?? "http://127.0.0.1:3000" },
    /** On a server that has accounts: an admin there, and a workspace of theirs to ask from. */
    email: { type: "string", default: people.admin.email },
    password: { type: "string", default: process.env["DEMO_ADMIN_PASSWORD"] ?? demoPassword },
    home: { type: "string", default: "" },
  },
});

async function load(): Promise<void> {
  const began = Date.now();
  const say = (message: string): void =>
    console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${message}`);
  const where = addressOf(options.url, demoWorkspace.slug);
  const admin = await claimWorkspace(where, options);
  if (await isComplete(admin)) say("The demo workspace is already there");
  else {
    await fill(where, admin, say);
    say("The demo workspace is complete");
  }
  showAccounts(where);
}

async function isComplete(admin: Client): Promise<boolean> {
  const tags = await new Tracking(admin).experimentTags(marker.experiment);
  return tags[marker.key] === marker.value;
}

/** Every step looks for what is there already, so an interrupted load goes on where it stopped. */
async function fill(
  where: ReturnType<typeof addressOf>,
  admin: Client,
  say: (message: string) => void,
): Promise<void> {
  const members = await joinEverybody(where, admin, say);
  const scientist = new Tracking(members.clients.scientist);
  const researcher = new Tracking(members.clients.researcher);
  const runs = await logEverything({ scientist, researcher }, say);
  const versions = await registerModels(members, runs, say);
  await decideGates(members, versions, say);
  const experimentId = await scientist.experiment(marker.experiment, {});
  await scientist.tagExperiment(experimentId, marker.key, marker.value);
}

try {
  await load();
} catch (error) {
  const known = error instanceof HttpFailure || error instanceof TypeError;
  console.error(known ? `The demo could not be loaded. ${error.message}` : error);
  console.error("Run it again: it goes on where it stopped.");
  process.exitCode = 1;
}
