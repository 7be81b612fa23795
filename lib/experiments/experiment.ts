import { keyFault, lengthFault } from "@/lib/experiments/naming";

export function experimentNameFault(name: string): string | undefined {
  if (name === "") return "Invalid experiment name: it holds nothing that can be seen.";
  return lengthFault("name", name, 500);
}

export function experimentTagFault(key: string, value: string): string | undefined {
  return (
    keyFault(key, "key") ?? lengthFault("key", key, 250) ?? lengthFault("value", value, 20_000)
  );
}

/** A location may name any store, but nothing that hides a second address in it. */
export function locationFault(location: string): string | undefined {
  if (/[#;]/.test(location)) return "'artifact_location' URL can't include fragments or params.";
  const query = location.split("?", 2)[1] ?? "";
  if (decoded(query).includes("..")) return "Invalid query string: ..";
  return lengthFault("artifact_location", location, 2048);
}

/** Where an experiment's files go. Relative to a server means in its own store: a client would write where it stands. */
export function storeLocation(asked: string, id: string): string {
  const absolute = /^([a-z][a-z0-9+.-]*:|\/)/i.test(asked);
  return absolute ? asked : `mlflow-artifacts:/${id}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "..";
  }
}
