import { keyFault, lengthFault } from "@/lib/experiments/naming";

export function experimentNameFault(name: string): string | undefined {
  return lengthFault("name", name, 500);
}

export function experimentTagFault(key: string, value: string): string | undefined {
  return keyFault(key, "key") ?? lengthFault("key", key, 250) ?? lengthFault("value", value, 5000);
}

/** A location may name any store, but nothing that hides a second address in it. */
export function locationFault(location: string): string | undefined {
  if (/[#;]/.test(location)) return "'artifact_location' URL can't include fragments or params.";
  const query = location.split("?", 2)[1] ?? "";
  if (decoded(query).includes("..")) return "Invalid query string: ..";
  return lengthFault("artifact_location", location, 2048);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "..";
  }
}
