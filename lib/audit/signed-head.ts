import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";

import { z } from "zod";

import { canonicalJson } from "@/lib/audit/rules";

/** What is said of a chain outside the database: up to which entry it reached, and with which hash. */
export const signedHead = z.strictObject({
  workspace: z.uuid(),
  seq: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  /** Which key signed it: the beginning of SHA-256 over its public half. */
  key: z.string(),
  /** Ed25519 (RFC 8032) over the canonical JSON of everything else, in base64. */
  signature: z.string(),
});
export type SignedHead = z.output<typeof signedHead>;

export type SigningKey = { id: string; private: KeyObject; public: KeyObject };

/** From PKCS #8 in DER, in base64; throws where it is no Ed25519 key. */
export function signingKey(text: string): SigningKey {
  const key = { key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" } as const;
  const secret = createPrivateKey(key);
  if (secret.asymmetricKeyType !== "ed25519") throw new Error("The key is no Ed25519 key.");
  const open = createPublicKey(secret);
  const der = open.export({ type: "spki", format: "der" });
  const id = createHash("sha256").update(der).digest("hex").slice(0, 16);
  return { id, private: secret, public: open };
}

/** As `openssl pkey -pubin` reads it. */
export function publicKeyOf(key: SigningKey): string {
  return key.public.export({ type: "spki", format: "pem" }).toString();
}

type Head = { workspace: string; seq: number; hash: string; at: Date };

export function signHead({ at, ...head }: Head, key: SigningKey): SignedHead {
  const said = { ...head, at: at.toISOString(), key: key.id };
  return { ...said, signature: sign(null, signedText(said), key.private).toString("base64") };
}

/** Whether these very words were signed by this key. */
export function isSigned({ signature, ...said }: SignedHead, key: SigningKey): boolean {
  return verify(null, signedText(said), key.public, Buffer.from(signature, "base64"));
}

const signedText = (said: Omit<SignedHead, "signature">) =>
  Buffer.from(canonicalJson(said), "utf8");

/** A line as it was written, or null where it is none. */
export function readHead(line: string): SignedHead | null {
  try {
    return signedHead.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** What keeps the lines from being read or written, in words; null where it is no fault of the folder. */
export function fileFault(code: string | undefined): string | null {
  const says = code === undefined ? undefined : folderFaults.get(code);
  return says === undefined ? null : `The folder of the signed heads (AUDIT_DIR) ${says}.`;
}

const folderFaults = new Map([
  ["ENOSPC", "is full"],
  ["EDQUOT", "is full"],
  ["EROFS", "is read-only"],
  ["EACCES", "may not be read or written by this process"],
  ["EPERM", "may not be read or written by this process"],
  ["ENOTDIR", "is no folder"],
  ["EEXIST", "is no folder"],
  ["EISDIR", "holds a folder in the place of a file"],
  ["ENOENT", "lies where none can be made"],
  ["EIO", "cannot be read or written: the disk fails"],
]);
