import { roles, type Role } from "@/lib/auth/rules";

/** From a group of the identity provider to the roles it brings. */
export type RoleMap = ReadonlyMap<string, readonly Role[]>;

/**
 * Reads `group=role,role; other group=role`. Throws a sentence for the operator on an unknown role.
 * An empty text maps every role's own name to itself.
 */
export function parseRoleMap(text: string): RoleMap {
  if (text.trim() === "") return new Map(roles.map((role) => [role, [role]]));
  const map = new Map<string, Role[]>();
  for (const pair of text.split(";").filter((part) => part.trim() !== "")) {
    const equals = pair.lastIndexOf("=");
    const group = pair.slice(0, equals).trim();
    if (equals < 1 || group === "") throw new Error(`"${pair.trim()}" is not group=role,role`);
    map.set(group, [...(map.get(group) ?? []), ...parseRoles(pair.slice(equals + 1))]);
  }
  return map;
}

export function parseRoles(text: string): Role[] {
  const names = text.split(",").map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const role = roles.find((known) => known === name);
    if (!role) throw new Error(`"${name}" is not a role. Roles are: ${roles.join(", ")}`);
    return role;
  });
}

/** The roles a claim brings. A claim may be one group, or a list; `realm_access.roles` reaches into an object. */
export function mappedRoles(claims: object, claim: string, map: RoleMap): Role[] {
  const value = claimValue(claims, claim);
  const groups = (Array.isArray(value) ? value : [value]).filter(
    (group): group is string => typeof group === "string",
  );
  const found = new Set(groups.flatMap((group) => map.get(group) ?? []));
  return roles.filter((role) => found.has(role));
}

/** A claim named whole wins over a path, because names such as `https://example.com/roles` hold dots. */
function claimValue(claims: object, claim: string): unknown {
  if (Object.hasOwn(claims, claim)) return Reflect.get(claims, claim);
  return claim
    .split(".")
    .reduce<unknown>(
      (at, part) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, part)
          ? Reflect.get(at, part)
          : undefined,
      claims,
    );
}
