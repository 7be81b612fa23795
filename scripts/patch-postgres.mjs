#!/usr/bin/env node
// What postgres.js 3.4.9 keeps on a connection after an error, and hands to whoever comes next on it. npm runs this after
// each install; it changes what is left. tests/db/db/driver.test.ts shows each fault on a real server.
import fs from "node:fs";

const changes = [
  // throws outside every promise when a transaction's connection is lost, and afterwards that pool slot never answers
  // again (porsager/postgres#1208, #1154)
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
  // rows are counted, and only the end of a statement that went well began the count anew: after an error in the midst
  // of rows the next answer on the connection had that many empty places before its first row
  {
    from: `    query = results = errorResponse = null
    result = new Result()
`,
    to: `    query = results = errorResponse = null
    result = new Result()
    rows = 0
`,
  },
  // a statement that cannot be sent (a value is undefined, there are too many) failed the one that ran before it on the
  // connection, and took the next one's answer for its own
  {
    from: `      sent.length === 0 && write(Sync)
      errored(error)
      return true`,
    to: `      if (query !== q) {
        sent.remove(q)
        queryError(q, error)
        return true
      }
      write(Sync)
      errored(error)
      return true`,
  },
  // one that was cancelled while it waited behind another had been sent already: passed over, each statement after it
  // got the answer of the one before. Its own answer is awaited and dropped; a cancel sent now might end the next one
  {
    from: `    while (sent.length && (query = sent.shift()) && (query.active = true, query.cancelled))
      Connection(options).cancel(query.state, query.cancelled.resolve, query.cancelled.reject)
`,
    to: `    if (sent.length && (query = sent.shift()) && (query.active = true, query.cancelled)) {
      query.cancelled.resolve()
      queryError(query, Errors.generic('57014', 'canceling statement due to user request'))
    }
`,
  },
  // one that was cancelled before it was sent kept its connection for ever
  {
    from: `    if (q.cancelled)
      return
`,
    to: `    if (q.cancelled) {
      query || write(Sync)
      return
    }
`,
  },
  // a prepared statement whose result has changed (a migration) is sent once more, and its values were written out a
  // second time: true, once "t", became false
  {
    from: `    q.retried = error
    execute(q)`,
    to: `    q.retried = error
    q.parameters = null
    execute(q)`,
  },
  // a cancel travels on a connection of its own: one that came late ended the next statement instead, of somebody else
  {
    files: ["index"],
    from: `    return new Promise((resolve, reject) => {
      query.state
        ? query.active`,
    to: `    const sending = query.state && query.active
    const sent = new Promise((resolve, reject) => {
      query.state
        ? query.active`,
  },
  {
    files: ["index"],
    from: `          resolve()
        )
    })
  }`,
    to: `          resolve()
        )
    })
    sending && (query.state.cancelling = sent.catch(() => {}))
    return sent
  }`,
  },
  {
    from: `  function ReadyForQuery(x) {
`,
    to: `  function ReadyForQuery(x) {
    if (backend.cancelling && !sent.length) {
      const ending = query
      const cancelling = backend.cancelling
      backend.cancelling = null
      cancelling.then(() => query === ending && ReadyForQuery(x))
      return
    }

`,
  },
  // a connection that fails while it learns the database's array types threw outside every promise
  {
    from: `      return fetchArrayTypes()
`,
    to: `      return fetchArrayTypes().catch(() => {})
`,
  },
];

for (const build of ["src", "cjs/src"])
  for (const name of ["connection", "index"]) {
    const file = new URL(`../node_modules/postgres/${build}/${name}.js`, import.meta.url);
    let code = fs.readFileSync(file, "utf8");
    for (const { files = ["connection"], from, to } of changes) {
      if (!files.includes(name) || code.includes(to)) continue;
      if (!code.includes(from))
        throw new Error(`${file.pathname} is not what this change was made for`);
      code = code.replace(from, () => to);
    }
    fs.writeFileSync(file, code);
  }
