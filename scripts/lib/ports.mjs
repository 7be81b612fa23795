import net from "node:net";

import { faultCode } from "./fault-code.mjs";

/**
 * Undefined when one could listen there, else the system's error code.
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
export function portFault(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(faultCode(error) ?? "UNKNOWN"));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
