import { createHash } from "node:crypto";

/** Rising ids that hold their instant, as Mastodon and X make them. `next` never gives the same id twice. */
export function snowflakes(epochMilliseconds: number, bits: number): { next(now: Date): string } {
  let last = 0n;
  return {
    next(now) {
      const first = BigInt(Math.max(0, now.getTime() - epochMilliseconds)) << BigInt(bits);
      last = first > last ? first : last + 1n;
      return last.toString();
    },
  };
}

/** A number of 17 digits that always belongs to the same name, so that accounts outlive a restart of the sandbox. */
export function numericId(name: string): string {
  const hash = createHash("sha256").update(name).digest().readBigUInt64BE(0);
  return (100_000_000_000_000_000n + (hash % 800_000_000_000_000_000n)).toString();
}

/** `length` characters of the base-32 alphabet that always belong to the same name. */
export function base32Id(name: string, length: number): string {
  return base32(createHash("sha256").update(name).digest()).slice(0, length);
}

/** RFC 4648 base 32 in lower case without padding. */
export function base32(bytes: Uint8Array): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  let text = "";
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >> bits) & 31];
    }
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text;
}

/** The account that a token or password stands for: `marie` for `marie`, `refresh-marie` and tokens issued to her. */
export function accountOfToken(token: string): string {
  const issued = /^(.+)\.(?:at|rt)\.\d+$/.exec(token)?.[1];
  const name = issued ?? token;
  return name.replace(/^(?:refresh|expired)[-_.]|[-_.]refresh$/g, "") || name;
}

/** How the sandbox reads a secret: by how it begins. */
export function tokenState(token: string): "good" | "wrong" | "expired" {
  if (token.startsWith("wrong")) return "wrong";
  return token.startsWith("expired") ? "expired" : "good";
}

/** The hashtags of a text in lower case, without `#`. */
export function tagsOf(text: string, further: string | null): string[] {
  const tags = [...text.matchAll(/(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]+)/gu)].map((match) => match[1] ?? "");
  return [...new Set([...tags, further ?? ""].filter(Boolean).map((tag) => tag.toLowerCase()))];
}
