import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { memberNamed } from "@/scripts/lib/fleet.mjs";
import { freePort } from "@/scripts/lib/ports.mjs";

/** A Gatehouse of its own: the real launcher with its own data folder, on the build that is there. */
export class Launcher {
  readonly folder = mkdtempSync(join(tmpdir(), "gatehouse-launcher-"));
  output = "";
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<Launcher> {
    const launcher = new Launcher(await freePort());
    await launcher.begin();
    return launcher;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async begin(): Promise<void> {
    this.output = "";
    const env: NodeJS.ProcessEnv = {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NODE_ENV: "production",
      PORT: String(this.port),
      DATA_DIR: this.folder,
      DEMO: "no",
      LOG_LEVEL: "fatal",
      npm_lifecycle_event: "start",
    };
    const child = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: "pipe" });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    await until(
      () => this.output.includes("Gatehouse is ready"),
      () => this.output,
    );
  }

  /** The child whose command line holds its bundle; the database is no child but leaves its pid in its folder. */
  pidOf(name: string): number {
    if (name === "database") {
      const file = join(this.folder, "pg", "data", "postmaster.pid");
      return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0;
    }
    const children = readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, "utf8");
    const { bundle } = memberNamed(name);
    const pids = children.trim().split(" ").map(Number);
    return pids.find((pid) => commandLine(pid).includes(bundle)) ?? 0;
  }

  async kill(name: string): Promise<void> {
    const pid = name === "launcher" ? this.pid : this.pidOf(name);
    if (pid < 2) throw new Error(`No ${name} process was found.\n${this.output}`);
    process.kill(pid, "SIGKILL");
    await until(
      () => !commandLine(pid),
      () => `${name} did not die`,
    );
  }

  async stop(): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    return ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async answering(): Promise<void> {
    const answers = () =>
      fetch(`${this.url}/api/ping`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(answers, () => this.output);
  }
}

export async function until(
  holds: () => boolean | Promise<boolean>,
  otherwise: () => string,
  seconds = 60,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain.\n${otherwise()}`);
    await setTimeout(50);
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
