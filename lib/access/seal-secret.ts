import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** A key of its own for each purpose, from the deployment's secret. */
const keyFor = (purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", env().authSecret, Buffer.alloc(0), `keymark ${purpose}`, 32));

/**
 * Seals a text (AES-256-GCM) so that only this deployment opens it, and only for the same purpose and owner.
 * Three base64url parts: nonce, tag, text.
 */
export function sealText(text: string, purpose: string, owner: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url")).join(".");
}

/** What was sealed; null where it was sealed by another deployment, for another purpose or owner, or altered. */
export function openText(sealed: string, purpose: string, owner: string): string | null {
  const [nonce, tag, text] = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
  if (nonce?.length !== 12 || tag?.length !== 16 || !text) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), nonce).setAAD(Buffer.from(owner)).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
