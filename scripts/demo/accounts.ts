import type { Scope } from "@/lib/auth/rules";

import { Client, HttpFailure, listOf, text } from "./http";
import { demoPassword, demoWorkspace, people, personKeys, type PersonKey } from "./people";

export type Where = { url: string; base: string; slug: string };
export type Members = {
  ids: Record<PersonKey, string>;
  /** Signed in when first asked for: few of the people act, and hashing passwords takes time. */
  session: (who: PersonKey) => Promise<Client>;
  clients: { scientist: Client; researcher: Client };
};

const keyName = "training script";
const keyScopes: Scope[] = ["read", "track", "register", "gate"];

export function addressOf(url: string, slug: string): Where {
  const root = url.replace(/\/+$/, "");
  return { url: root, slug, base: `${root}/w/${slug}` };
}

/** Sets an empty server up; elsewhere signs in as the admin named and opens the workspace if it is not there yet. */
export async function claimWorkspace(
  { url, base, slug }: Where,
  admin: { email: string; password: string; home: string },
): Promise<Client> {
  const { name } = people.admin;
  const workspace = { workspaceName: demoWorkspace.name, workspaceSlug: slug };
  const { email, password } = admin;
  try {
    const body = { ...workspace, name, email, password };
    await new Client(url).json("POST", "/api/v1/setup", { body });
  } catch (error) {
    // Refused once somebody has an account: then the credentials must be theirs.
    if (!(error instanceof HttpFailure) || error.status !== 403) throw error;
  }
  const session = new Client(base);
  await session.signIn(url, email, password);
  if (await isMember(session)) return session;
  const home = new Client(admin.home === "" ? url : addressOf(url, admin.home).base);
  await home.signIn(url, email, password);
  await home.json("POST", "/api/v1/workspaces", { body: workspace });
  return session;
}

async function isMember(session: Client): Promise<boolean> {
  try {
    await session.json("GET", "/api/v1/me");
    return true;
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 404) return false;
    throw error;
  }
}

/** Invites everybody, accepts for them, and makes the keys that the scientists' scripts use. */
export async function joinEverybody(
  where: Where,
  admin: Client,
  say: (message: string) => void,
): Promise<Members> {
  const known = new Set((await membersOf(admin)).map(({ email }) => email));
  await Promise.all(
    personKeys.filter((key) => !known.has(people[key].email)).map((key) => join(where, admin, key)),
  );
  const members = await membersOf(admin);
  const ids = await perPerson(
    async (key) => members.find(({ email }) => email === people[key].email)?.id ?? "",
  );
  const session = sessionsOf(where);
  const [scientist, researcher] = await Promise.all([
    session("scientist").then((own) => keyClient(where, own)),
    session("researcher").then((own) => keyClient(where, own)),
  ]);
  say(`${members.length} people have joined`);
  return { ids, session, clients: { scientist, researcher } };
}

function sessionsOf({ url, base }: Where): Members["session"] {
  const open = new Map<PersonKey, Promise<Client>>();
  const begin = async (who: PersonKey): Promise<Client> => {
    const client = new Client(base);
    await client.signIn(url, people[who].email, demoPassword);
    return client;
  };
  return (who) => {
    const session = open.get(who) ?? begin(who);
    open.set(who, session);
    return session;
  };
}

async function membersOf(admin: Client): Promise<{ id: string; email: string }[]> {
  const { members } = await admin.json("GET", "/api/v1/members");
  return listOf(members).map((member) => ({
    id: text(member["id"]),
    email: text(member["email"]),
  }));
}

async function join({ base }: Where, admin: Client, key: PersonKey): Promise<void> {
  const { email, name, roles } = people[key];
  const { token } = await admin.json("POST", "/api/v1/invitations", { body: { email, roles } });
  const body = { token: text(token), name, password: demoPassword };
  await new Client(base).json("POST", "/api/v1/invitations/accept", { body });
}

/** An earlier attempt's key is revoked, because its secret was shown to that attempt alone. */
async function keyClient({ base }: Where, session: Client): Promise<Client> {
  const { keys } = await session.json("GET", "/api/v1/keys");
  const old = listOf(keys).filter((key) => key["name"] === keyName && key["revokedAt"] === null);
  for (const { id } of old) await session.json("DELETE", `/api/v1/keys/${text(id)}`);
  const made = await session.json("POST", "/api/v1/keys", {
    body: { name: keyName, scopes: keyScopes, expiresInDays: 90 },
  });
  return new Client(base, { key: text(made["key"]) });
}

async function perPerson<T>(each: (key: PersonKey) => Promise<T>): Promise<Record<PersonKey, T>> {
  const entries = await Promise.all(personKeys.map(async (key) => [key, await each(key)] as const));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every key was visited
  return Object.fromEntries(entries) as Record<PersonKey, T>;
}

/** Tells the launcher, or else the terminal, who can sign in and what each might try. */
export function showAccounts({ url }: Where): void {
  const accounts = Object.values(people).map(({ email, roles, tryThis }) => ({
    email,
    password: demoPassword,
    role: roles.join(", ").replaceAll("_", " "),
    tryThis,
  }));
  if (process.send) {
    process.send({ accounts });
    process.disconnect?.();
    return;
  }
  console.log(`\n  Open ${url} and sign in with the password ${demoPassword} as\n`);
  for (const { email, role, tryThis } of accounts)
    console.log(`  ${email.padEnd(26)}${role.padEnd(22)}${tryThis}`);
  console.log("");
}
