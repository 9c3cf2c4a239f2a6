import { createHash } from "node:crypto";
import { base32 } from "../ids.ts";

const rawCodec = 0x55;
const dagCborCodec = 0x71;

/** The CID of a blob's bytes. https://atproto.com/specs/blob */
export function blobCid(bytes: Uint8Array): string {
  return cidOf(bytes, rawCodec);
}

/** The CID of a record as the repository stores it: SHA-256 over DAG-CBOR. https://atproto.com/specs/data-model */
export function recordCid(record: unknown): string {
  const chunks: Uint8Array[] = [];
  encode(record, chunks);
  return cidOf(Buffer.concat(chunks), dagCborCodec);
}

function cidOf(bytes: Uint8Array, codec: number): string {
  const digest = createHash("sha256").update(bytes).digest();
  return `b${base32(Buffer.concat([Buffer.from([1, codec, 0x12, 0x20]), digest]))}`;
}

/** DAG-CBOR of JSON data: keys by length, then by bytes; `$link` as tag 42, `$bytes` as bytes. */
function encode(value: unknown, out: Uint8Array[]): void {
  if (value === null || value === undefined) out.push(Buffer.from([0xf6]));
  else if (typeof value === "boolean") out.push(Buffer.from([value ? 0xf5 : 0xf4]));
  else if (typeof value === "number") encodeNumber(value, out);
  else if (typeof value === "string") encodeBytes(3, Buffer.from(value, "utf8"), out);
  else if (Array.isArray(value)) {
    out.push(head(4, value.length));
    for (const item of value) encode(item, out);
  } else if (typeof value === "object") encodeObject(value as Record<string, unknown>, out);
}

function encodeObject(value: Record<string, unknown>, out: Uint8Array[]): void {
  const { $link: link, $bytes: bytes } = value;
  if (typeof link === "string" && Object.keys(value).length === 1) {
    out.push(Buffer.from([0xd8, 42]));
    encodeBytes(2, Buffer.concat([Buffer.from([0]), fromBase32(link.slice(1))]), out);
    return;
  }
  if (typeof bytes === "string" && Object.keys(value).length === 1) {
    encodeBytes(2, Buffer.from(bytes, "base64"), out);
    return;
  }
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [Buffer.from(key, "utf8"), item] as const)
    .sort(([left], [right]) => left.length - right.length || Buffer.compare(left, right));
  out.push(head(5, entries.length));
  for (const [key, item] of entries) {
    encodeBytes(3, key, out);
    encode(item, out);
  }
}

function encodeNumber(value: number, out: Uint8Array[]): void {
  if (Number.isInteger(value)) {
    out.push(value >= 0 ? head(0, value) : head(1, -1 - value));
    return;
  }
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  out.push(bytes);
}

function encodeBytes(major: 2 | 3, bytes: Uint8Array, out: Uint8Array[]): void {
  out.push(head(major, bytes.length), bytes);
}

/** The first bytes of a CBOR item. https://www.rfc-editor.org/rfc/rfc8949#section-3 */
function head(major: number, value: number): Uint8Array {
  const type = major << 5;
  if (value < 24) return Buffer.from([type | value]);
  if (value < 0x100) return Buffer.from([type | 24, value]);
  if (value < 0x10000) return Buffer.from([type | 25, value >> 8, value & 0xff]);
  if (value < 0x1_0000_0000) {
    const bytes = Buffer.alloc(5);
    bytes[0] = type | 26;
    bytes.writeUInt32BE(value, 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9);
  bytes[0] = type | 27;
  bytes.writeBigUInt64BE(BigInt(value), 1);
  return bytes;
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (const letter of text) {
    value = ((value << 5) | "abcdefghijklmnopqrstuvwxyz234567".indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}
