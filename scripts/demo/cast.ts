import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { createKey } from "@/lib/auth/create-key";
import { noteKeyUse } from "@/lib/auth/identity/key-use";
import { inviteMember } from "@/lib/auth/invite-member";
import { listKeys, listMembers } from "@/lib/auth/queries";
import type { Actor, Scope } from "@/lib/auth/rules";

import type { Calendar } from "./calendar";
import { demoPassword, people, personKeys, type PersonKey } from "./people";
import type { Author } from "./story";

type Person = Extract<Actor, { kind: "user" }>;
type Script = Extract<Actor, { kind: "machine" }>;

/** Who acts in the story: people, and the keys that the scientists' scripts use. */
export type Cast = { people: Record<PersonKey, Person>; scripts: Record<Author, Script> };

export const keyName = "training script";
const keyScopes: Scope[] = ["read", "track", "register", "gate"];
const minute = 60_000;

/** Invites everybody on the first day and accepts for them. Who is a member already stays as they are. */
export async function assemble(
  admin: Person,
  { at }: Calendar,
  say: (message: string) => void,
): Promise<Cast> {
  const known = new Set((await membersOf(admin)).map(({ email }) => email));
  let now = at([64, "08:40"]);
  for (const key of personKeys.filter((one) => !known.has(people[one].email))) {
    await join(admin, key, now);
    now = new Date(now.getTime() + 3 * minute);
  }
  const members = await membersOf(admin);
  say(`${members.length} people have joined`);
  const named = new Map(members.map((member) => [member.email, member]));
  const cast = fromEntries(personKeys, (key) => named.get(people[key].email) ?? admin);
  const [scientist, researcher] = [
    await scriptOf(cast.scientist, at([64, "10:05"])),
    await scriptOf(cast.researcher, at([64, "10:20"])),
  ];
  return { people: cast, scripts: { scientist, researcher } };
}

async function membersOf(admin: Person): Promise<Person[]> {
  const members = await listMembers({ actor: admin });
  const { workspaceId } = admin;
  return members.map(({ id, name, email, roles }) => ({
    kind: "user",
    workspaceId,
    id,
    name,
    email,
    roles,
  }));
}

async function join(admin: Person, key: PersonKey, now: Date): Promise<void> {
  const { email, name, roles } = people[key];
  const { token } = await inviteMember({ actor: admin, now }, { email, roles });
  const { workspaceId } = admin;
  const guest: Actor = { kind: "guest", workspaceId, id: null, name: "invited person" };
  const later = new Date(now.getTime() + 2 * minute);
  await acceptInvitation({ actor: guest, now: later }, { token, name, password: demoPassword });
}

/** The person's key, as the scripts that hold its secret act. */
async function scriptOf(owner: Person, now: Date): Promise<Script> {
  const keys = await listKeys({ actor: owner, now });
  const { id } =
    keys.find(({ name, status }) => name === keyName && status === "active") ??
    (await createKey(
      { actor: owner, now },
      { name: keyName, scopes: keyScopes, expiresInDays: 365 },
    ));
  const { workspaceId, name, roles } = owner;
  return {
    kind: "machine",
    workspaceId,
    id: owner.id,
    name,
    keyId: id,
    keyName,
    roles,
    scopes: keyScopes,
  };
}

/** When the story of this workspace was begun; undefined before it was. */
export async function begunAt(admin: Person, now: Date): Promise<Date | undefined> {
  const keys = await listKeys({ actor: admin, now });
  return keys
    .filter(({ name }) => name === keyName)
    .map(({ createdAt }) => createdAt)
    .at(-1);
}

/** What a request with the key would leave behind. */
export function noteUse({ workspaceId, keyId }: Script, now: Date): void {
  noteKeyUse(workspaceId, keyId, now);
}

function fromEntries<Key extends string, Value>(
  keys: readonly Key[],
  valueOf: (key: Key) => Value,
): Record<Key, Value> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every key was visited
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, Value>;
}
