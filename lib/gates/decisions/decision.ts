import { may, reviewerRoles, type Actor, type Role } from "@/lib/auth/rules";
import type { GateStatus, VoteChoice, PolicyContent } from "@/lib/gates/rules";
import type { Stage } from "@/lib/registry/rules";

export type Quorum = PolicyContent["quorum"];
export type Voter = { id: string; roles: readonly Role[] };

/** One stage at a time upwards; out of use from anywhere. */
const steps: Record<Stage, readonly Stage[]> = {
  experimental: ["staging", "retired"],
  staging: ["production", "retired"],
  production: ["retired"],
  retired: [],
};

export function nextStages(from: Stage): readonly Stage[] {
  return steps[from];
}

export function slotsOf(quorum: Quorum): Role[] {
  return reviewerRoles.flatMap((role) =>
    Array.from({ length: Math.max(0, quorum[role] ?? 0) }, () => role),
  );
}

/**
 * Who counts in which role: a maximum matching of people to the seats of the quorum (augmenting paths, Kuhn 1955), so
 * a person with two roles never takes the seat that only somebody else's absence leaves open. One person, one seat.
 */
export function seat(quorum: Quorum, voters: readonly Voter[]): Map<string, Role> {
  const slots = slotsOf(quorum);
  const holder: (Voter | undefined)[] = slots.map(() => undefined);
  const place = (voter: Voter, tried: Set<number>): boolean => {
    for (const [index, role] of slots.entries()) {
      if (tried.has(index) || !voter.roles.includes(role)) continue;
      tried.add(index);
      const sitting = holder[index];
      if (sitting && !place(sitting, tried)) continue;
      holder[index] = voter;
      return true;
    }
    return false;
  };
  const known = new Set<string>();
  for (const voter of voters) {
    if (known.has(voter.id)) continue;
    known.add(voter.id);
    place(voter, new Set());
  }
  const seats = new Map<string, Role>();
  for (const [index, role] of slots.entries()) {
    const sitting = holder[index];
    if (sitting) seats.set(sitting.id, role);
  }
  return seats;
}

/** What each role still owes once these voters are seated. */
export function owedBy(quorum: Quorum, seats: ReadonlyMap<string, Role>): Quorum {
  const owed: Quorum = {};
  for (const role of reviewerRoles) {
    const taken = [...seats.values()].filter((seated) => seated === role).length;
    const left = (quorum[role] ?? 0) - taken;
    if (left > 0) owed[role] = left;
  }
  return owed;
}

export type Standing = {
  status: GateStatus;
  requestedById: string | null;
  authorId: string | null;
  /** Everybody who had a hand in what is judged: its run, files, logged model or registration. */
  contributors: readonly string[];
  quorum: Quorum;
  /** Who has voted in the present round. */
  voted: readonly string[];
};

export type Bar = "decided" | "key" | "requester" | "author" | "role" | "voted";

export type Eligibility = { may: true; roles: Role[] } | { may: false; bar: Bar; because: string };

const bar = (kind: Bar, because: string): Eligibility => ({ may: false, bar: kind, because });

/** Whether this actor may vote now, and in which of the roles that the gate asks for. */
export function eligibility(gate: Standing, actor: Actor): Eligibility {
  if (actor.kind !== "user")
    return bar("key", "Votes are people's: an API key or a job cannot vote.");
  if (gate.status !== "open") return bar("decided", "This gate is closed.");
  if (actor.id === gate.requestedById)
    return bar("requester", "You asked for this gate, so others decide it.");
  if (actor.id === gate.authorId)
    return bar("author", "You trained this version, so others decide it.");
  if (gate.contributors.includes(actor.id))
    return bar(
      "author",
      "You had a hand in this version's run, files or limits, so others decide it.",
    );
  const roles = actor.roles.filter((role) => (gate.quorum[role] ?? 0) > 0);
  if (roles.length === 0)
    return bar("role", "None of your roles is among those this gate asks for.");
  if (gate.voted.includes(actor.id)) return bar("voted", "You have voted in this round.");
  return { may: true, roles };
}

type Asked = Pick<Standing, "requestedById" | "authorId" | "contributors"> & {
  ownerId: string | null;
};

/** Who asked, who made or owns what is asked for, and an admin; a stranger takes no request back. */
export function mayWithdraw(gate: Asked, actor: Actor): boolean {
  if (!may(actor, "gate:request")) return false;
  if (actor.kind === "job") return true;
  if (actor.kind === "guest") return false;
  const theirs = [gate.requestedById, gate.authorId, gate.ownerId, ...gate.contributors];
  return theirs.includes(actor.id) || actor.roles.includes("admin");
}

/** Recycle and stop decide at once; go decides when every seat is taken. */
export function outcome(
  choice: VoteChoice,
  quorum: Quorum,
  seats: ReadonlyMap<string, Role>,
): GateStatus {
  if (choice !== "go") return choice;
  return Object.keys(owedBy(quorum, seats)).length === 0 ? "go" : "open";
}
