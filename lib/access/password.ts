import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

/** OWASP's second recommended setting of argon2id: 19 MiB, two passes, one lane. */
const cost = { parallelism: 1, tagLength: 32, memory: 19456, passes: 2 };

const derive = (password: string, nonce: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    argon2("argon2id", { message: Buffer.from(password.normalize("NFKC"), "utf8"), nonce, ...cost }, (error, tag) =>
      error ? reject(error) : resolve(tag),
    );
  });

/** `argon2id$<salt>$<tag>` in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce);
  return `argon2id$${nonce.toString("base64url")}$${tag.toString("base64url")}`;
}

/** A hash to compare with where there is no person, so that both cases take the same time. */
const nobody = `argon2id$${randomBytes(16).toString("base64url")}$${randomBytes(32).toString("base64url")}`;

export async function passwordFits(password: string, hash: string | null | undefined): Promise<boolean> {
  const [, salt = "", tag = ""] = (hash ?? nobody).split("$");
  const made = await derive(password, Buffer.from(salt, "base64url"));
  const kept = Buffer.from(tag, "base64url");
  return kept.length === made.length && timingSafeEqual(kept, made) && Boolean(hash);
}
