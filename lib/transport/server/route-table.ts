import type { ApiRequest } from "@/lib/api-request";
import type { RouteParams } from "@/lib/transport/request";

/** What a route file may export, as Next has it. */
export const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"] as const;
export type Method = (typeof methods)[number];
export type Handler = (request: ApiRequest, route: RouteParams) => Promise<Response> | Response;
export type RouteFile = Partial<Record<Method, Handler>>;

/** A route file and the path of its folder: `/api/v1/models/[name]`, `/api/2.0/[...unknown]`. */
export type RouteEntry = readonly [path: string, file: RouteFile];

export type Params = Record<string, string | string[]>;
export type Found = { path: string; file: RouteFile; params: Params };

type Place = {
  here?: { path: string; file: RouteFile };
  named: Map<string, Place>;
  /** `[name]`: any one part. */
  one?: { name: string; place: Place };
  /** `[...name]`: one part or more. */
  rest?: { name: string; path: string; file: RouteFile };
};

/** Finds the route file for a path as Next would: a named part before `[one]`, and that before `[...rest]`. */
export function routeTable(entries: readonly RouteEntry[]): (path: string) => Found | undefined {
  const root: Place = { named: new Map() };
  for (const entry of entries) insert(root, entry);
  return (path) => find(root, path.slice(1).split("/"), 0);
}

function insert(root: Place, [path, file]: RouteEntry): void {
  let place = root;
  for (const part of path.slice(1).split("/")) {
    const [, rest, name] = /^\[(\.\.\.)?(\w+)\]$/.exec(part) ?? [];
    if (name !== undefined && rest !== undefined) {
      place.rest = { name, path, file };
      return;
    }
    place = name === undefined ? namedPlace(place, part) : onePlace(place, name);
  }
  place.here = { path, file };
}

function namedPlace(place: Place, part: string): Place {
  const known = place.named.get(part);
  if (known) return known;
  const made: Place = { named: new Map() };
  place.named.set(part, made);
  return made;
}

function onePlace(place: Place, name: string): Place {
  place.one ??= { name, place: { named: new Map() } };
  if (place.one.name !== name)
    throw new Error(`One part of a path is called ${place.one.name} and ${name}.`);
  return place.one.place;
}

function find(place: Place, parts: readonly string[], at: number): Found | undefined {
  const part = parts[at];
  if (part === undefined) return place.here && { ...place.here, params: {} };
  const named = place.named.get(part);
  const found = named && find(named, parts, at + 1);
  if (found) return found;
  const { one, rest } = place;
  const within = one && find(one.place, parts, at + 1);
  if (within)
    return { ...within, params: { ...within.params, [one.name]: decodeURIComponent(part) } };
  if (!rest) return undefined;
  const { path, file, name } = rest;
  return { path, file, params: { [name]: parts.slice(at).map(decodeURIComponent) } };
}
