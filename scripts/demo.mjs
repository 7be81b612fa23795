#!/usr/bin/env node
// `npm run demo`: loads the demo workspace into the database of a Gatehouse, which may be running meanwhile.
import { bundle } from "./lib/build.mjs";
import { demoProgram } from "./lib/demo.mjs";
import { listenAddress, productEnvironment } from "./lib/environment.mjs";
import { Stop } from "./lib/output.mjs";
import { begin, embeddedDatabase, outsideDatabase, prepareCode } from "./lib/prepare.mjs";
import { run } from "./lib/processes.mjs";

let database;
try {
  begin();
  await prepareCode();
  await bundle("scripts/demo.ts", ".next/demo.mjs");
  const outside = process.env.DATABASE_URL;
  if (outside) await outsideDatabase(outside);
  else database = await embeddedDatabase();
  const { url } = listenAddress();
  await run(process.execPath, [...demoProgram, ...process.argv.slice(2)], {
    name: "the demo",
    env: productEnvironment({ url, databaseUrl: outside ?? database.url }),
  });
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
database?.stop();
