#!/usr/bin/env node
// postgres.js 3.4.9 throws outside every promise when a transaction's connection is lost, and afterwards that pool
// slot never answers again (porsager/postgres#1208, #1154). npm runs this after each install; it changes what is left.
import fs from "node:fs";

const changes = [
  {
    from: `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    return x
  }`,
    to: `  function nextWrite(fn) {
    const data = chunk
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    if (socket) return socket.write(data, fn)
    error(Errors.connection('CONNECTION_CLOSED', options, socket))
    return false
  }`,
  },
  {
    from: `    incomings = null
    clearImmediate(nextWriteTimer)
    socket.removeListener`,
    to: `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener`,
  },
];

for (const build of ["src", "cjs/src"]) {
  const file = new URL(`../node_modules/postgres/${build}/connection.js`, import.meta.url);
  let code = fs.readFileSync(file, "utf8");
  for (const { from, to } of changes) {
    if (code.includes(to)) continue;
    if (!code.includes(from))
      throw new Error(`${file.pathname} is not what this change was made for`);
    code = code.replace(from, () => to);
  }
  fs.writeFileSync(file, code);
}
