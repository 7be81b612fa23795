import { createServer } from "node:http";

import entries from "gatehouse:routes";
import next from "next";

import { storeFault } from "@/lib/artifacts/artifact-store";
import { inScope } from "@/lib/db/request-scope";
import { log } from "@/lib/log";
import { checkSettings, settings } from "@/lib/settings";
import { apiServer } from "@/lib/transport/server/api-server";
import { believeProxies } from "@/lib/transport/server/client-address";
import { signalOf } from "@/lib/transport/server/incoming-request";

checkSettings();

const fault = await storeFault();
if (fault !== undefined)
  console.error(`ARTIFACT_DIR cannot be written (${fault}): files can be read and not uploaded.`);

const { host: hostname, port, trustedProxies } = settings();

const pages = next({ dev: false, hostname, port });
await pages.prepare();
const answerPage = pages.getRequestHandler();
const answersByItself = apiServer(entries);

const server = createServer((incoming, outgoing) => {
  believeProxies(incoming.headers, incoming.socket.remoteAddress, trustedProxies);
  if (answersByItself(incoming, outgoing)) return;
  const answered = inScope({ signal: signalOf(outgoing) }, () => answerPage(incoming, outgoing));
  answered.catch((error: unknown) => {
    log.error({ path: incoming.url, err: error }, "page failed");
    outgoing.destroy();
  });
});
// longer than a load balancer keeps an idle connection, so that it never writes into one just closed
server.keepAliveTimeout = 70_000;
server.on("error", (error) => {
  console.error(`${hostname}:${port} cannot be listened on: ${error.message}`);
  process.exit(1);
});
server.listen(port, hostname);

/** Requests under way get their answers; connections that only wait are closed. */
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => {
    server.keepAliveTimeout = 1;
    server.close(() => process.exit(0));
  });
