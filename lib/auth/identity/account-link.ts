/** What to do with someone the identity provider vouches for. */
export type LinkVerdict =
  | { kind: "known"; userId: string }
  | { kind: "link"; userId: string }
  | { kind: "create" }
  | { kind: "refused"; reason: "unverified" | "linked" | "uninvited" };

type Known = { id: string; oidcSubject: string | null };

/**
 * The subject is the identity; an e-mail address only finds the account to link at the first sign-in, and only when
 * the provider says it is verified and nobody else is linked to it. Otherwise whoever can type an address at the
 * provider could take over the account here.
 */
export function linkVerdict(from: {
  bySubject: Known | undefined;
  byEmail: Known | undefined;
  emailVerified: boolean;
  /** A role mapping, a default role or an open invitation lets this person in. */
  welcome: boolean;
}): LinkVerdict {
  if (from.bySubject) return { kind: "known", userId: from.bySubject.id };
  if (!from.emailVerified) return { kind: "refused", reason: "unverified" };
  if (from.byEmail)
    return from.byEmail.oidcSubject === null
      ? { kind: "link", userId: from.byEmail.id }
      : { kind: "refused", reason: "linked" };
  return from.welcome ? { kind: "create" } : { kind: "refused", reason: "uninvited" };
}
