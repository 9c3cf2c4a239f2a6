import { createHash } from "node:crypto";

const sortableBase32 = "234567abcdefghijklmnopqrstuvwxyz";

/**
 * The key under which one part of a publication is stored: a TID, 53 bits of microseconds and 10 of clock id
 * (https://atproto.com/specs/tid). The same in every attempt, so that a repeated write is no second post; what time
 * leaves open is filled from a hash, so that two publications of one instant get different keys.
 * @param createdAt the instant written in the record
 */
export function recordKey(publicationId: string, part: string, createdAt: Date): string {
  const hash = createHash("sha256").update(`${publicationId} ${part}`).digest();
  const microseconds = BigInt(createdAt.getTime()) * 1000n + BigInt(hash.readUInt32BE(0) % 1000);
  const clockId = BigInt(hash.readUInt16BE(4) % 1024);
  return base32((microseconds << 10n) | clockId);
}

function base32(value: bigint): string {
  const digits: string[] = [];
  for (let rest = value; digits.length < 13; rest >>= 5n)
    digits.unshift(sortableBase32[Number(rest & 31n)] ?? "");
  return digits.join("");
}
