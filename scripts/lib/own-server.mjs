// A database, a production build and a web process for one program alone; removed when it ends.
import fs from "node:fs";

import { productEnvironment } from "./environment.mjs";
import { memberNamed, startMember, untilAnswering } from "./fleet.mjs";
import { Stop } from "./output.mjs";
import { data } from "./paths.mjs";
import { freePort } from "./ports.mjs";
import { embeddedDatabase, prepareBuild, prepareCode } from "./prepare.mjs";
import { stopChild } from "./processes.mjs";

/**
 * @typedef {object} OwnServer
 * @property {string} url
 * @property {string} databaseUrl as the owner of the tables
 * @property {number} webPid
 * @property {(name: string) => void} start a further process of the fleet
 *
 * @param {string} name
 * @param {(server: OwnServer) => Promise<void>} body
 */
export async function withOwnServer(name, body) {
  await prepareCode();
  await prepareBuild();
  const folder = data(`pg-${name}`);
  const artifacts = data(`artifacts-${name}`);
  const clean = () => {
    for (const used of [folder, artifacts]) fs.rmSync(used, { recursive: true, force: true });
  };
  clean();
  fs.mkdirSync(artifacts, { recursive: true });
  const database = await embeddedDatabase({ folder });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = productEnvironment({ url, databaseUrl: database.appUrl });
  const env = { ...settings, ARTIFACT_DIR: artifacts, NEXTAUTH_URL: url };
  /** @param {string} member */
  const startNamed = (member) =>
    startMember(memberNamed(member), { where: { host: "127.0.0.1", port }, env });
  const web = startNamed("web");
  const running = [web];
  /** @param {string} member */
  const start = (member) => void running.push(startNamed(member));
  try {
    if (!(await untilAnswering(url))) throw new Stop("The web process does not answer.");
    return await body({ url, databaseUrl: database.url, webPid: web.pid ?? 0, start });
  } finally {
    await Promise.all(running.map((child) => stopChild(child)));
    database.stop();
    clean();
  }
}
