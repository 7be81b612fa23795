const escapes = /(?:%[0-9a-f]{2})+/gi;
const rounds = 10;

/**
 * What is left of a name once MLflow's client has listed it: it decodes names until nothing changes, spells what was a
 * control character as an escape again or drops it, and asks for that. Two names alike here look alike to it.
 */
export function clientName(name: string): string {
  let text = name;
  for (let round = 0; round < rounds; round++) {
    const next = text.replaceAll(escapes, decoded).replaceAll(/[\t\r\n]/g, "");
    if (next === text) break;
    text = next;
  }
  return text;
}

/** As Python does: what is no UTF-8 becomes a replacement character. */
function decoded(escaped: string): string {
  const bytes = Buffer.from(escaped.replaceAll("%", ""), "hex");
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
