import fs from "node:fs";

/**
 * Memory held by a process and all below it, in MiB; NaN where /proc does not exist.
 * @param {number} pid
 */
export function residentMegabytes(pid) {
  if (!fs.existsSync("/proc/self/status")) return Number.NaN;
  const parents = fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      child: Number(name),
      parent: Number(/^PPid:\s+(\d+)/m.exec(status(name))?.[1]),
    }));
  const family = [pid];
  for (const member of family)
    family.push(...parents.filter(({ parent }) => parent === member).map(({ child }) => child));
  const kilobytes = family.map((member) =>
    Number(/^VmRSS:\s+(\d+)/m.exec(status(member))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** @param {string | number} pid */
function status(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}
