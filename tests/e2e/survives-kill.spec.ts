import { statSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";
import { z } from "zod";

import { fleet } from "@/scripts/lib/fleet.mjs";
import { Client } from "@/tests/support/http";
import { Launcher } from "@/tests/support/launcher";

const email = "first@example.com";
const password = "correct horse battery staple";
const history = z.object({ metrics: z.array(z.object({ step: z.number() })).default([]) });

test.skip(process.platform !== "linux", "reads /proc to find the processes");
test.setTimeout(240_000);

test("what was acknowledged survives kill -9 of every process", async () => {
  const launcher = await Launcher.start();
  try {
    const key = await firstKey(launcher.url);
    const client = new Client(launcher.url, { key });
    const { experiment_id: experimentId } = await client.json(
      "POST",
      `${mlflow}/experiments/create`,
      {
        body: { name: "kill" },
      },
    );
    const made = await client.json("POST", `${mlflow}/runs/create`, {
      body: { experiment_id: experimentId, start_time: 1 },
    });
    const runId = z
      .object({ run: z.object({ info: z.object({ run_id: z.string() }) }) })
      .parse(made).run.info.run_id;

    const writer = new Writer(client, runId);
    const writing = writer.write();
    for (const victim of ["database", ...fleet.map(({ name }) => name)]) {
      await writer.more(20);
      await launcher.kill(victim);
      await launcher.answering();
    }
    await writer.more(20);
    await launcher.kill("launcher");
    await launcher.begin();
    await writer.more(20);
    writer.stopping = true;
    await writing;

    const stored = history.parse(
      await client.json("GET", `${mlflow}/metrics/get-history`, {
        query: { run_id: runId, metric_key: "step", max_results: "25000" },
      }),
    );
    const steps = new Set(stored.metrics.map(({ step }) => step));
    expect(writer.acknowledged.filter((step) => !steps.has(step))).toEqual([]);
    expect(writer.acknowledged.length).toBeGreaterThan(99);
    expect(await launcher.stop()).toBe(0);
  } finally {
    await launcher.remove();
  }
});

test("secrets and data are for their owner only, and are never printed", async () => {
  const launcher = await Launcher.start();
  try {
    const mode = (name: string) => statSync(join(launcher.folder, name)).mode & 0o077;
    expect(mode("secrets.json")).toBe(0);
    expect(mode("artifacts")).toBe(0);
    expect(mode("pg/access.json")).toBe(0);
    expect(mode("pg/data")).toBe(0);
    expect(launcher.output).not.toMatch(/postgres:\/\/|NEXTAUTH_SECRET|password/i);
    expect(await launcher.stop()).toBe(0);
    expect(launcher.output).toContain("Stopped");
  } finally {
    await launcher.remove();
  }
});

const mlflow = "/api/2.0/mlflow";

async function firstKey(url: string): Promise<string> {
  const body = { workspaceName: "Kill", workspaceSlug: "kill", name: "First", email, password };
  await new Client(url).json("POST", "/api/v1/setup", { body });
  const session = new Client(`${url}/w/kill`);
  await session.signIn(url, email, password);
  const made = await session.json("POST", "/api/v1/keys", {
    body: { name: "kill", scopes: ["read", "track"], expiresInDays: 1 },
  });
  return z.object({ key: z.string() }).parse(made).key;
}

/** Logs one point after another, and keeps those that the server said it had. */
class Writer {
  readonly acknowledged: number[] = [];
  stopping = false;
  private step = 0;

  constructor(
    private readonly client: Client,
    private readonly runId: string,
  ) {}

  async write(): Promise<void> {
    while (!this.stopping) {
      const step = this.step++;
      const body = { run_id: this.runId, key: "step", value: step, step, timestamp: 1 };
      await this.client.json("POST", `${mlflow}/runs/log-metric`, { body }).then(
        () => this.acknowledged.push(step),
        () => undefined,
      );
    }
  }

  async more(count: number): Promise<void> {
    const from = this.acknowledged.length;
    await expect
      .poll(() => this.acknowledged.length, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(from + count);
  }
}
