import { randomBytes } from "node:crypto";

/**
 * An id that says when the mention was published (version 7 of https://www.rfc-editor.org/rfc/rfc9562#section-5.7, with
 * that time in the place of the clock's): what is asked for together, a stretch of time, then lies together in every
 * index by id, whenever it was collected.
 */
export function mentionId(publishedAt: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Math.max(0, publishedAt.getTime()), 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
