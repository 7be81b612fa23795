import { execFile } from "node:child_process";
import { promisify } from "node:util";

import postgres from "postgres";

export type OwnDatabase = { url: string; drop: () => Promise<void> };

/** An empty database beside the one the tests share, for what would get in the others' way. */
export async function ownDatabase(suffix: string): Promise<OwnDatabase> {
  const given = new URL(process.env["DATABASE_URL"] ?? "");
  const admin = postgres(given.href, { max: 1 });
  const name = `${given.pathname.slice(1)}_${suffix}`;
  await admin`create database ${admin(name)}`;
  const url = new URL(given);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}

/** As the launcher does; `app` is the role that may then do what the processes need. */
export async function bringUpToDate(url: string, app?: string): Promise<void> {
  const step = `import("./scripts/lib/database.mjs").then(({ migrate }) =>
    migrate(process.argv[1], { app: process.argv[2] }))`;
  await promisify(execFile)(process.execPath, ["--eval", step, url, ...(app ? [app] : [])]);
}
