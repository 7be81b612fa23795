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
  /** @type {Cookies} */
  const cookies = new Map();
  const csrf = await guest.send("GET", "/api/auth/csrf");
  keep(cookies, csrf);
  const { csrfToken } = JSON.parse(csrf.text);
  const form = new URLSearchParams({ ...admin, csrfToken, json: "true" });
  const signedIn = await guest.send("POST", "/api/auth/callback/credentials", String(form), {
    "Content-Type": "application/x-www-form-urlencoded",
    Cookie: header(cookies),
  });
  keep(cookies, signedIn);
  const { key } = await guest.json(
    "POST",
    "/w/bench/api/v1/keys",
    { name: "bench", scopes: ["read", "track", "register", "gate"], expiresInDays: 1 },
    { Cookie: header(cookies), Origin: url },
  );
  guest.close();
  return { url, key, workspaceId: workspace.id };
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
