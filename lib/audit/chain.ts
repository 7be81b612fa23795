import { linkHash } from "@/lib/audit/rules";

export type StoredEntry = {
  seq: number;
  at: Date;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  subject: string;
  name: string | null;
  body: string;
  hash: string;
};

/** What can be wrong with an entry. */
export const chainFaults = [
  "missing",
  "body",
  "columns",
  "head",
  "outside",
  "exported",
  "receipts",
] as const;

export type ChainFault = {
  /** The first entry that is not as it was written. */
  seq: number;
  kind: (typeof chainFaults)[number];
  says: string;
};

/** Holds one entry against the one before it. The first fault found is where the chain broke. */
export function entryFault(
  workspaceId: string,
  previous: { seq: number; hash: string },
  entry: StoredEntry,
): ChainFault | null {
  const expected = previous.seq + 1;
  if (entry.seq !== expected)
    return {
      seq: expected,
      kind: "missing",
      says: `Entry ${expected} is missing: after ${previous.seq} comes ${entry.seq}.`,
    };
  if (linkHash(previous.hash, entry.seq, entry.body) !== entry.hash)
    return {
      seq: entry.seq,
      kind: "body",
      says: `Entry ${entry.seq} was changed: its content no longer gives its hash.`,
    };
  const columns = changedColumns(workspaceId, entry);
  if (columns.length === 0) return null;
  return {
    seq: entry.seq,
    kind: "columns",
    says: `Entry ${entry.seq} was changed: what is shown as ${columns.join(", ")} is not what was recorded.`,
  };
}

/** The head names the last entry, so cutting entries off the end shows. */
export function headFault(
  last: { seq: number; hash: string },
  head: { seq: number; hash: string } | undefined,
): ChainFault | null {
  if (!head)
    return last.seq === 0
      ? null
      : {
          seq: last.seq,
          kind: "head",
          says: "The head of the chain is missing, so nothing says which entry is the last.",
        };
  if (head.seq > last.seq)
    return {
      seq: last.seq + 1,
      kind: "missing",
      says: `Entry ${last.seq + 1} is missing: the head of the chain is at ${head.seq}.`,
    };
  if (head.seq < last.seq)
    return {
      seq: head.seq + 1,
      kind: "head",
      says: `Entry ${head.seq + 1} was added past the head of the chain, which is at ${head.seq}.`,
    };
  if (head.hash !== last.hash)
    return {
      seq: last.seq,
      kind: "head",
      says: `The head of the chain does not hold the hash of entry ${last.seq}.`,
    };
  return null;
}

/** An entry that no walk from the first one comes by. */
export function outsideFault(seq: number): ChainFault {
  return {
    seq,
    kind: "outside",
    says: `Entry ${seq} stands before the first entry, where nothing is ever written: it was added by hand.`,
  };
}

/** Which shown columns differ from the hashed body. */
function changedColumns(workspaceId: string, entry: StoredEntry): string[] {
  const body = parseBody(entry.body);
  if (!body) return ["body"];
  const { actor } = body;
  const pairs: [string, unknown, unknown][] = [
    ["time", entry.at.toISOString(), body.at],
    ["kind of actor", entry.actorKind, actor["kind"]],
    ["actor", entry.actorId, actor["id"]],
    ["name of the actor", entry.actorName, actor["name"]],
    ["action", entry.action, body.action],
    ["subject", entry.subject, body.subject],
    ["name of the subject", entry.name, body.name],
    ["workspace", workspaceId, body.workspace],
  ];
  return pairs.filter(([, shown, recorded]) => shown !== kept(recorded)).map(([name]) => name);
}

/** Half a surrogate pair, which older entries may hold in their body, is U+FFFD in every column. */
function kept(recorded: unknown): unknown {
  return typeof recorded === "string" ? recorded.toWellFormed() : recorded;
}

export type EntryBody = {
  at: unknown;
  actor: Record<string, unknown>;
  workspace: unknown;
  action: unknown;
  subject: unknown;
  name: unknown;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** Null when the text is not what an entry is made of. */
export function parseBody(text: string): EntryBody | null {
  try {
    const body = asObject(JSON.parse(text));
    const actor = asObject(body?.["actor"]);
    if (!body || !actor) return null;
    const before = asObject(body["before"]);
    const after = asObject(body["after"]);
    return {
      at: body["at"],
      actor,
      workspace: body["workspace"],
      action: body["action"],
      subject: body["subject"],
      name: body["name"] ?? null,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    };
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}
