// The floor: what Node's HTTP server alone needs to answer. Prints its port.
import http from "node:http";

const server = http.createServer((_request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end('{"ok":true}');
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : "");
});
