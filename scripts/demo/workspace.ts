import {
  findSessionHolder,
  hasUsers,
  listWorkspacesOf,
} from "@/lib/auth/identity/identity-queries";
import { signInByPassword } from "@/lib/auth/identity/sign-in";
import type { Actor } from "@/lib/auth/rules";
import { uuidv7 } from "@/lib/db/ids";
import { openWorkspace } from "@/lib/workspace/open-workspace";
import { setUp } from "@/lib/workspace/set-up";

import type { Calendar } from "./calendar";
import { demoWorkspace, people } from "./people";

export type Credentials = {
  email: string;
  password: string;
  /** A workspace of theirs to ask from; any of them when it is empty. */
  home: string;
};

type Person = Extract<Actor, { kind: "user" }>;
type Session = { userId: string; epoch: number };

/** Why the demo cannot be loaded, in words for whoever asked for it. */
export class CannotLoad extends Error {}

const { slug, name } = demoWorkspace;
const named = { workspaceName: name, workspaceSlug: slug };

/** Sets an empty house up; elsewhere proves the admin named, and finds them in the demo workspace if it is there. */
export async function enter(
  credentials: Credentials,
  { at }: Calendar,
): Promise<{ session: Session; admin: Person | undefined }> {
  const { email, password } = credentials;
  if (!(await hasUsers())) {
    const now = at([64, "08:30"]);
    const workspaceId = uuidv7(now.getTime());
    const guest: Actor = { kind: "guest", workspaceId, id: null, name: "first set-up" };
    await setUp({ actor: guest, now }, { ...named, name: people.admin.name, email, password });
  }
  const session = await prove(credentials);
  return { session, admin: await adminOf(session, slug) };
}

/** Opens the demo workspace as an admin of another one; theirs is a real deed, so it has the date of today. */
export async function open(session: Session, { home }: Credentials): Promise<Person> {
  const mine = (await listWorkspacesOf(session.userId)).map((workspace) => workspace.slug);
  for (const from of home === "" ? mine : [home]) {
    const actor = await adminOf(session, from);
    if (!actor) continue;
    await openWorkspace({ actor, now: new Date() }, named);
    const admin = await adminOf(session, slug);
    if (admin) return admin;
  }
  throw new CannotLoad("Name a workspace whose admin you are: --home your-workspace.");
}

async function prove({ email, password }: Credentials): Promise<Session> {
  const outcome = await signInByPassword({ email, password, address: "demo" }, new Date());
  if (outcome.kind === "signed in")
    return { userId: outcome.session.id, epoch: outcome.session.epoch };
  throw new CannotLoad(
    outcome.reason === "limited"
      ? "Too many attempts to sign in. Wait a quarter of an hour."
      : `${email} cannot sign in with this password. Name an admin: --email … --password …`,
  );
}

async function adminOf(session: Session, at: string): Promise<Person | undefined> {
  const holder = await findSessionHolder(session, at);
  if (!holder?.workspace || !holder.roles.includes("admin")) return undefined;
  const { id, name: called, email, roles, workspace } = holder;
  return { kind: "user", workspaceId: workspace.id, id, name: called, email, roles };
}
