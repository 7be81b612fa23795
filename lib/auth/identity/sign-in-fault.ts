const faults: Readonly<Record<string, string>> = {
  unverified: "Your identity provider does not vouch for your e-mail address.",
  linked: "Another identity is linked to this e-mail address. Ask an admin.",
  uninvited: "You have no access here yet. Ask an admin for an invitation.",
  deactivated: "This account has been deactivated. Ask an admin of your workspace.",
  limited: "Too many attempts to sign in. Wait a quarter of an hour.",
  unavailable: "Gatehouse cannot be reached just now. Try again shortly.",
  SessionRequired: "Sign in to go on.",
};

/** What the sign-in page says of the code in its address; unknown codes are never repeated. */
export function signInFault(code: string | undefined): string | undefined {
  if (code === undefined || code === "") return undefined;
  return faults[code] ?? "Signing in did not work. Try again.";
}
