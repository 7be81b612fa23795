import type { Role } from "@/lib/auth/rules";

export type Person = { name: string; email: string; roles: Role[]; tryThis: string };

/** Every demo account has this password: it guards invented data only. */
export const demoPassword = "gatehouse-demo";
export const demoWorkspace = { slug: "demo", name: "Demo bank" };

export const people = {
  admin: {
    name: "Avery Admin",
    email: "admin@example.com",
    roles: ["admin"],
    tryThis: "members, roles, API keys and the audit log",
  },
  scientist: {
    name: "Dana Scientist",
    email: "scientist@example.com",
    roles: ["data_scientist"],
    tryThis: "compare runs, register a version, ask for a promotion",
  },
  researcher: {
    name: "Rene Researcher",
    email: "researcher@example.com",
    roles: ["data_scientist"],
    tryThis: "the churn experiments and a gate with new evidence",
  },
  engineer: {
    name: "Eli Engineer",
    email: "engineer@example.com",
    roles: ["engineer"],
    tryThis: "roll credit-default back to its last approved version",
  },
  validation: {
    name: "Val Validator",
    email: "validation@example.com",
    roles: ["validation_reviewer"],
    tryThis: "decide the gates that wait for validation",
  },
  risk: {
    name: "Robin Reviewer",
    email: "risk@example.com",
    roles: ["risk_reviewer"],
    tryThis: "give the last vote on credit-default version 5",
  },
  security: {
    name: "Sasha Security",
    email: "security@example.com",
    roles: ["security_reviewer"],
    tryThis: "see why no gate asks for this role yet: the policies",
  },
  business: {
    name: "Blair Business",
    email: "business@example.com",
    roles: ["business_reviewer"],
    tryThis: "give the last vote on customer-churn version 2",
  },
  leader: {
    name: "Lee Leader",
    email: "leader@example.com",
    roles: ["leader"],
    tryThis: "see what is at risk and what was decided",
  },
  auditor: {
    name: "Aubrey Auditor",
    email: "auditor@example.com",
    roles: ["auditor"],
    tryThis: "verify the audit log and follow one decision",
  },
  viewer: {
    name: "Vic Viewer",
    email: "viewer@example.com",
    roles: ["viewer"],
    tryThis: "browse everything, change nothing",
  },
} satisfies Record<string, Person>;

export type PersonKey = keyof typeof people;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the object above is closed
export const personKeys = Object.keys(people) as PersonKey[];

/** Tells the launcher, or else the terminal, who can sign in and what each might try. */
export function showAccounts(url: string): void {
  const accounts = Object.values(people).map(({ email, roles, tryThis }) => ({
    email,
    password: demoPassword,
    role: roles.join(", ").replaceAll("_", " "),
    tryThis,
  }));
  if (process.send) {
    process.send({ accounts });
    return;
  }
  console.log(`\n  Open ${url} and sign in with the password ${demoPassword} as\n`);
  for (const { email, role, tryThis } of accounts)
    console.log(`  ${email.padEnd(26)}${role.padEnd(22)}${tryThis}`);
  console.log("");
}
