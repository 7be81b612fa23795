import { parseBody } from "@/lib/audit/chain";

/** A model by a name it bore, in the entries `from` to `to`. */
export type Held = { id: string; name: string; from: number; to: number };

export type NameEntry = { seq: number; action: string; subject: string; body: string };

/** What registers, renames and deletes a model is what gives a name away, so these entries are enough. */
export const nameActions = ["model.create", "model.rename", "model.delete"] as const;

/**
 * Until subjects were ids, entries named a model or version by the name of the day, which another model could bear
 * later. The chain itself knows whose it was at each entry: an old `model.create` holds the id, and from then on the
 * name is that model's until it is renamed or deleted. Takes the old entries of `nameActions` in the order of the chain.
 */
export function heldNames(entries: readonly NameEntry[]): Held[] {
  const all: Held[] = [];
  const holder = (name: string) => all.findLast((held) => held.name === name && held.to === end);
  for (const { seq, action, subject, body } of entries) {
    const name = subject.slice("model:".length);
    const { before = {}, after = {} } = parseBody(body) ?? {};
    if (action === "model.create" && typeof after["id"] === "string")
      all.push({ id: after["id"], name, from: seq, to: end });
    if (action === "model.delete") endAt(holder(name), seq);
    if (action === "model.rename" && typeof before["name"] === "string") {
      const renamed = holder(before["name"]);
      if (!renamed) continue;
      endAt(renamed, seq - 1);
      all.push({ id: renamed.id, name, from: seq, to: end });
    }
  }
  return all;
}

const end = Number.MAX_SAFE_INTEGER;

function endAt(held: Held | undefined, seq: number): void {
  if (held) held.to = seq;
}

type Old = { seq: number; subject: string; name: string | null };

/** Whether this entry calls a model or version by a name where later ones have an id. */
export function namesModel({ subject, name }: Old): boolean {
  return name === null && /^(model|version):/.test(subject);
}

/** What an entry from before names were kept was about, and what it was called: as far as the chain can tell. */
export function oldSubject(
  entry: Old,
  held: readonly Held[],
  told: unknown,
): { about: string; name: string | null } {
  const { seq, subject } = entry;
  if (!namesModel(entry))
    return { about: subject, name: typeof told === "string" && told !== "" ? told : null };
  const [, kind, name = "", number] = /^(model|version):(.*?)(?:\/(\d+))?$/s.exec(subject) ?? [];
  if (kind === "model") {
    const whole = subject.slice("model:".length);
    const id = holderAt(held, whole, seq);
    return { about: id === undefined ? subject : `model:${id}`, name: whole };
  }
  const id = holderAt(held, name, seq);
  return {
    about: id === undefined ? subject : `version:${id}/${number}`,
    name: `${name} version ${number}`,
  };
}

function holderAt(held: readonly Held[], name: string, seq: number): string | undefined {
  return held.find((one) => one.name === name && one.from <= seq && seq <= one.to)?.id;
}
