import { spawn } from "node:child_process";
import { once } from "node:events";

import { connect } from "../lib/database.mjs";
import { HttpClient } from "../lib/http-client.mjs";
import { at } from "../lib/paths.mjs";
import { time } from "./time.mjs";

/**
 * What the machine itself costs here and now: Node's bare answer, our own that does nothing, one committed row.
 * @param {{ url: string, databaseUrl: string }} server
 */
export async function measureBaselines({ url, databaseUrl }) {
  return {
    bare: await measureBare(),
    ping: await measureGet(url, "/api/ping"),
    health: await measureGet(url, "/health"),
    insert: await measureInsert(databaseUrl),
  };
}

async function measureBare() {
  const child = spawn(process.execPath, [at("scripts", "bench", "bare-server.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await once(child.stdout, "data");
    return await measureGet(`http://127.0.0.1:${String(port).trim()}`, "/");
  } finally {
    child.kill();
  }
}

/**
 * @param {string} url
 * @param {string} path
 */
async function measureGet(url, path) {
  const client = new HttpClient(url);
  const durations = await time(1000, () => client.send("GET", path));
  client.close();
  return durations;
}

/** @param {string} databaseUrl */
async function measureInsert(databaseUrl) {
  const sql = await connect(databaseUrl);
  await sql`create table bench_rows (id int primary key, value float8, at timestamptz default now())`;
  const durations = await time(
    1000,
    (i) => sql`insert into bench_rows (id, value) values (${i}, ${i / 7})`,
  );
  await sql`drop table bench_rows`;
  await sql.end();
  return durations;
}
