import http from "node:http";

/** One client on one kept connection; fetch would add its own half millisecond. */
export class HttpClient {
  constructor(url, key) {
    this.url = new URL(url);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    this.headers = key ? { Authorization: `Bearer ${key}` } : {};
  }

  send(method, path, body, headers = {}, signal) {
    const sent = body === undefined ? undefined : Buffer.from(body);
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: this.url.hostname,
          port: this.url.port,
          path,
          method,
          agent: this.agent,
          signal,
          headers: {
            ...this.headers,
            ...(sent ? { "Content-Length": sent.length, "Content-Type": "application/json" } : {}),
            ...headers,
          },
        },
        (response) => {
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            resolve({ status: response.statusCode, headers: response.headers, text });
          });
        },
      );
      request.on("error", reject);
      request.end(sent);
    });
  }

  /** A JSON call that must succeed. */
  async json(method, path, body, headers, signal) {
    const answer = await this.send(method, path, body && JSON.stringify(body), headers, signal);
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return JSON.parse(answer.text);
  }

  close() {
    this.agent.destroy();
  }
}
