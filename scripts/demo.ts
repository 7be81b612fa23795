import { parseArgs } from "node:util";

import { sqlClient } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

import { calendar } from "./demo/calendar";
import { begunAt } from "./demo/cast";
import { demoPassword, people, showAccounts } from "./demo/people";
import { isComplete, markComplete, play } from "./demo/play";
import { stories } from "./demo/stories";
import { CannotLoad, enter, open } from "./demo/workspace";

const { values: options } = parseArgs({
  options: {
    /** Where somebody has an account: an admin there, and a workspace of theirs to ask from. */
    email: { type: "string", default: people.admin.email },
    password: { type: "string", default: process.env["DEMO_ADMIN_PASSWORD"] ?? demoPassword },
    home: { type: "string", default: "" },
  },
});

const loadLock = 7_401_002;

/** Two loads at once would each do what the other has not done yet. A dead one's lock goes with its connection. */
async function alone(body: () => Promise<void>): Promise<void> {
  const connection = await sqlClient.reserve();
  const [row] = await connection<{ free: boolean }[]>`
    select pg_try_advisory_lock(${loadLock}) as free`;
  if (!row?.free) {
    say("Waiting for another load of the demo");
    await connection`select pg_advisory_lock(${loadLock})`;
  }
  try {
    await body();
  } finally {
    connection.release();
  }
}

const began = new Date();

function say(message: string): void {
  console.log(`${((Date.now() - began.getTime()) / 1000).toFixed(1).padStart(6)} s  ${message}`);
}

async function load(): Promise<void> {
  const fresh = calendar(began);
  const entered = await enter(options, fresh);
  const admin = entered.admin ?? (await open(entered.session, options));
  if (await isComplete(admin)) say("The demo workspace is already there");
  else {
    await play(admin, stories, calendar(began, await begunAt(admin, began)), say);
    await markComplete(admin);
    say("The demo workspace is complete");
  }
  showAccounts(process.env["NEXTAUTH_URL"] ?? "http://127.0.0.1:3000");
}

try {
  await alone(load);
} catch (error) {
  const known = error instanceof Refusal || error instanceof CannotLoad;
  console.error(known ? `The demo could not be loaded. ${error.message}` : error);
  if (!(error instanceof CannotLoad)) console.error("Run it again: it goes on where it stopped.");
  process.exitCode = 1;
}
await sqlClient.end({ timeout: 5 });
// the launcher keeps a channel open to it
process.exit();
