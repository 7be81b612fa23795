#!/usr/bin/env node
// `npm run new-password`: for an embedded database whose access.json was lost or damaged.
import { loadEnvironment } from "./lib/environment.mjs";
import { complain, say } from "./lib/output.mjs";
import { data } from "./lib/paths.mjs";
import { renewPassword } from "./lib/pg.mjs";

try {
  loadEnvironment();
  renewPassword(data("pg"));
  say("The embedded database has a new password; npm start knows it");
} catch (error) {
  complain(error);
  process.exit(1);
}
