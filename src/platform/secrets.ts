import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Seals what must not be read from the database: AES-256-GCM under a key that is not in it. */
export interface Secrets {
  /** Id of the key that seals now; older keys still open. */
  keyId: string;
  /** @param context what the secret belongs to (a row's id): a sealed text moved to another row does not open there */
  seal(plain: string, context: string): string;
  /** @throws WrongKey when no known key opens it, or it was altered or moved */
  open(sealed: string, context: string): string;
  /** A secret for one purpose, always the same, that only holders of the present key can make: 32 bytes. */
  derive(purpose: string): Buffer;
  /** Marks by which a text is known again and cannot be read: one for each known key, the present one first. */
  marks(text: string): string[];
}

/** A sealed text that does not open with the keys at hand. */
export class WrongKey extends Error {
  override name = "WrongKey";
}

/**
 * @param keys the present key first, then older ones that still open what they sealed; each any string of 32
 *   characters or more
 */
export function createSecrets(keys: readonly [string, ...string[]]): Secrets {
  const known = new Map(keys.map((key) => [idOf(key), derive(key, "credentials")]));
  const keyId = idOf(keys[0]);
  return {
    keyId,
    seal(plain, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", derive(keys[0], "credentials"), iv);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return [keyId, iv, cipher.getAuthTag(), body]
        .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
        .join(".");
    },
    marks: (text) =>
      keys.map((key) => createHmac("sha256", derive(key, "marks")).update(text).digest("base64url")),
    open(sealed, context) {
      const [id, iv, tag, body] = sealed.split(".");
      const key = id === undefined ? undefined : known.get(id);
      if (!key || iv === undefined || tag === undefined || body === undefined)
        throw new WrongKey(`sealed with the key ${id ?? "?"}, which is not among VIGIE_SECRET_KEY`);
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"));
        decipher.setAAD(Buffer.from(context));
        decipher.setAuthTag(Buffer.from(tag, "base64url"));
        return Buffer.concat([decipher.update(Buffer.from(body, "base64url")), decipher.final()]).toString(
          "utf8",
        );
      } catch (error) {
        throw new WrongKey("altered, or not of this row", { cause: error });
      }
    },
    derive: (purpose) => derive(keys[0], purpose),
  };
}

/** SHA-256 as hexadecimal: for keys that are looked up, and for telling requests apart. */
export function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Eight characters that name a key and tell nothing of it. */
function idOf(key: string): string {
  return sha256(`vigie key id ${key}`).slice(0, 8);
}

function derive(key: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "vigie", purpose, 32));
}
