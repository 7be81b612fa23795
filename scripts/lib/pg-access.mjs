// How the embedded PostgreSQL is reached: who made it keeps its password beside it. Nothing here removes a database.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { faultCode } from "./fault-code.mjs";
import { Stop } from "./output.mjs";
import { writeText } from "./paths.mjs";

/**
 * @typedef {{ made: boolean, user: string, password: string, appPassword: string, port: number }} Access
 * @typedef {{ folder: string, data: string, accessFile: string }} Place
 */

export const newAccess = () => ({
  made: false,
  user: "gatehouse",
  password: randomBytes(18).toString("base64url"),
  /** Of the role that the processes connect as: `gatehouse` owns the tables. */
  appPassword: randomBytes(18).toString("base64url"),
  port: 0,
});

/**
 * @param {Place} place
 * @param {Access} access
 */
export function keepAccess({ accessFile }, access) {
  writeText(accessFile, JSON.stringify(access));
}

/**
 * How to reach the database that is there; undefined where none was ever finished. Whatever is damaged stays as it is,
 * and the person is told what it is and what to do.
 * @param {Place} place
 * @returns {Access | undefined}
 */
export function knownAccess(place) {
  const { accessFile, data } = place;
  const access = fs.existsSync(accessFile) ? parsed(accessFile) : null;
  if (hasServed(place)) {
    if (access) return { ...access, made: true };
    throw new Stop(
      `${accessFile} ${access === null ? "is missing" : "is damaged"}, and it holds the password of the database in ${data}. Nothing was changed. Restore the file from a backup; where there is none, \`npm run new-password\` gives the database a new one.`,
    );
  }
  if (access?.made)
    throw new Stop(
      `${accessFile} is there, but the database it belongs to is not in ${data}, or not whole. Nothing was changed. Restore ${place.folder} from a backup, or move it away to begin with an empty database.`,
    );
  return undefined;
}

/** A server writes this at its first start, so before that nothing was ever kept in it. */
const hasServed = (/** @type {Place} */ { data }) =>
  ["PG_VERSION", "global/pg_control"].every((name) => fs.existsSync(path.join(data, name))) &&
  ["postmaster.opts", "server.log"].some((name) => fs.existsSync(path.join(data, name)));

/**
 * What the file says; undefined when it is not what was once written there.
 * @param {string} file
 * @returns {Access | undefined}
 */
function parsed(file) {
  try {
    const { made, user, password, appPassword, port } = JSON.parse(fs.readFileSync(file, "utf8"));
    const whole = [user, password].every((part) => typeof part === "string" && part !== "");
    const known = Number.isInteger(port) && port >= 0 && port <= 65_535;
    const access = { ...newAccess(), made: made === true, user, password, port: known ? port : 0 };
    // a file from before there was such a role holds no password of it
    const safe = typeof appPassword === "string" && /^[\w-]{8,}$/.test(appPassword);
    return whole ? { ...access, ...(safe ? { appPassword } : {}) } : undefined;
  } catch (error) {
    if (faultCode(error) === "EACCES") throw error;
    return undefined;
  }
}

/**
 * Begins anew where an attempt was interrupted before its server ever ran. What is there is put aside, never removed.
 * @param {Place} place
 */
export function putAside({ data }) {
  if (fs.existsSync(data)) fs.renameSync(data, `${data}.unfinished-${Date.now()}`);
}
