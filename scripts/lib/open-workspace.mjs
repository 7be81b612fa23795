import { HttpClient } from "./http-client.mjs";

const admin = { email: "bench@example.com", password: "bench-password" };

/**
 * Sets the empty server up over HTTP as a person would, and makes an API key.
 * @param {string} url
 */
export async function openWorkspace(url) {
  const guest = new HttpClient(url);
  const { workspace } = await guest.json("POST", "/api/v1/setup", {
    workspaceName: "Bench",
    workspaceSlug: "bench",
    name: "Bench Admin",
    ...admin,
  });
  const cookie = await signIn(guest, admin);
  const key = await makeKey(guest, cookie, ["read", "track", "register", "gate"]);
  guest.close();
  return { url, key, cookie, workspaceId: workspace.id };
}

/**
 * A further member of that workspace, who may only look.
 * @param {{ url: string, cookie: string }} opened
 */
export async function addViewer({ url, cookie }) {
  const viewer = { email: "viewer@example.com", password: admin.password };
  const client = new HttpClient(url);
  const invited = { email: viewer.email, roles: ["viewer"] };
  const asAdmin = { Cookie: cookie, Origin: url };
  const { token } = await client.json("POST", "/w/bench/api/v1/invitations", invited, asAdmin);
  const accepted = { token, name: "Viewer", password: viewer.password };
  await client.json("POST", "/api/v1/invitations/accept", accepted);
  const mine = await signIn(client, viewer);
  const key = await makeKey(client, mine, ["read"]);
  client.close();
  return { url, key, cookie: mine };
}

/**
 * @param {HttpClient} client
 * @param {{ email: string, password: string }} person
 */
async function signIn(client, person) {
  /** @type {Cookies} */
  const cookies = new Map();
  const csrf = await client.send("GET", "/api/auth/csrf");
  keep(cookies, csrf);
  const { csrfToken } = JSON.parse(csrf.text);
  const form = new URLSearchParams({ ...person, csrfToken, json: "true" });
  const signedIn = await client.send("POST", "/api/auth/callback/credentials", String(form), {
    "Content-Type": "application/x-www-form-urlencoded",
    Cookie: header(cookies),
  });
  keep(cookies, signedIn);
  return header(cookies);
}

/**
 * @param {HttpClient} client
 * @param {string} cookie
 * @param {string[]} scopes
 * @returns {Promise<string>}
 */
async function makeKey(client, cookie, scopes) {
  const { key } = await client.json(
    "POST",
    "/w/bench/api/v1/keys",
    { name: "bench", scopes, expiresInDays: 1 },
    { Cookie: cookie, Origin: client.url.origin },
  );
  return key;
}

/**
 * @typedef {Map<string, string>} Cookies
 * @param {Cookies} cookies
 * @param {import("./http-client.mjs").Answer} answer
 */
function keep(cookies, { headers }) {
  for (const line of headers["set-cookie"] ?? []) {
    const [pair = ""] = line.split(";");
    cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }
}

/** @param {Cookies} cookies */
const header = (cookies) => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
