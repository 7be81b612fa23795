#!/usr/bin/env node
// `npm run demo`: loads the demo workspace into the database of a Gatehouse, which may be running meanwhile.
import { bundle } from "./lib/build.mjs";
import { listenAddress, productEnvironment } from "./lib/environment.mjs";
import { demo } from "./lib/fleet.mjs";
import { Stop } from "./lib/output.mjs";
import { at } from "./lib/paths.mjs";
import { begin, embeddedDatabase, outsideDatabase, prepareCode } from "./lib/prepare.mjs";
import { run } from "./lib/processes.mjs";

/** @type {import("./lib/prepare.mjs").EmbeddedDatabase | undefined} */
let database;
try {
  begin();
  await prepareCode();
  await bundle(demo.entry, demo.bundle);
  const outside = process.env["DATABASE_URL"];
  if (outside) await outsideDatabase(outside);
  else database = await embeddedDatabase();
  const { url } = listenAddress();
  await run(process.execPath, [...demo.flags, at(demo.bundle), ...process.argv.slice(2)], {
    name: "the demo",
    env: productEnvironment({
      url,
      databaseUrl: database?.url ?? process.env["DATABASE_OWNER_URL"] ?? outside ?? "",
    }),
  });
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
database?.stop();
