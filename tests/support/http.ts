/** What the server answered when it refused; `status` lets a caller expect one. */
class HttpFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    request: string,
    message: string,
  ) {
    super(`${request}: ${status} ${code}: ${message}`);
  }
}

type Json = Record<string, unknown>;
type Send = { query?: Record<string, string>; body?: Json };
type Credentials = { key: string } | { cookies: Map<string, string> };

/** One person or key talking to the server the way a browser or a script would. */
export class Client {
  constructor(
    readonly url: string,
    private readonly credentials: Credentials = { cookies: new Map() },
  ) {}

  async json(method: string, path: string, { query, body }: Send = {}): Promise<Json> {
    const target = new URL(this.url + path);
    for (const [name, value] of Object.entries(query ?? {})) target.searchParams.set(name, value);
    const sent = body ? { body: JSON.stringify(body), contentType: "application/json" } : {};
    const response = await this.send(method, target.href, sent);
    return objectOf(await response.json());
  }

  /** Signs in through next-auth as its own page does: CSRF token first, then the credentials. */
  async signIn(root: string, email: string, password: string): Promise<void> {
    const csrf = await this.send("GET", `${root}/api/auth/csrf`, {});
    const { csrfToken } = objectOf(await csrf.json());
    const form = new URLSearchParams({
      csrfToken: text(csrfToken),
      email,
      password,
      json: "true",
    });
    const body = form.toString();
    await this.send("POST", `${root}/api/auth/callback/credentials`, {
      body,
      contentType: "application/x-www-form-urlencoded",
    });
  }

  private async send(
    method: string,
    target: string,
    { body, contentType }: { body?: string; contentType?: string },
  ): Promise<Response> {
    const response = await fetch(target, {
      method,
      redirect: "manual",
      headers: { ...this.identity(), ...(contentType ? { "Content-Type": contentType } : {}) },
      ...(body === undefined ? {} : { body }),
    });
    if ("cookies" in this.credentials) keep(this.credentials.cookies, response);
    if (response.status < 400) return response;
    throw await failureOf(response, `${method} ${new URL(target).pathname}`);
  }

  private identity(): Record<string, string> {
    if ("key" in this.credentials) return { Authorization: `Bearer ${this.credentials.key}` };
    const cookie = [...this.credentials.cookies].map(([name, value]) => `${name}=${value}`);
    return { Cookie: cookie.join("; "), Origin: new URL(this.url).origin };
  }
}

async function failureOf(response: Response, request: string): Promise<HttpFailure> {
  const answer = await response.text();
  try {
    const body = objectOf(JSON.parse(answer));
    const error = typeof body["error"] === "object" ? objectOf(body["error"]) : body;
    const code = text(error["code"] ?? error["error_code"]);
    return new HttpFailure(response.status, code, request, text(error["message"]));
  } catch {
    return new HttpFailure(response.status, "", request, answer.slice(0, 200));
  }
}

function keep(cookies: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
}

function objectOf(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TypeError("The server did not answer with a JSON object.");
  return { ...value };
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
