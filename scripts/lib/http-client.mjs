import http from "node:http";

/**
 * @typedef {Readonly<Record<string, string>>} Headers
 * @typedef {{ status: number, headers: http.IncomingHttpHeaders, text: string }} Answer
 */

/** One client on one kept connection; fetch would add its own half millisecond. */
export class HttpClient {
  /**
   * @param {string} url
   * @param {string} [key]
   */
  constructor(url, key) {
    this.url = new URL(url);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    /** @type {Headers} */
    this.headers = key ? { Authorization: `Bearer ${key}` } : {};
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string} [body]
   * @param {Headers} [headers]
   * @param {AbortSignal} [signal]
   * @returns {Promise<Answer>}
   */
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
          ...(signal ? { signal } : {}),
          headers: {
            ...this.headers,
            ...(sent ? { "Content-Length": sent.length, "Content-Type": "application/json" } : {}),
            ...headers,
          },
        },
        (response) => {
          /** @type {Buffer[]} */
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          });
        },
      );
      request.on("error", reject);
      request.end(sent);
    });
  }

  /**
   * A JSON call that must succeed.
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {Headers} [headers]
   * @param {AbortSignal} [signal]
   */
  async json(method, path, body, headers, signal) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.send(method, path, text, headers, signal);
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return JSON.parse(answer.text);
  }

  close() {
    this.agent.destroy();
  }
}
