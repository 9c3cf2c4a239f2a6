import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";

/**
 * The text of a feed from its bytes. The encoding is the byte order mark's, else the one the server names, else the
 * one the XML declaration names (https://www.rfc-editor.org/rfc/rfc7303#section-3), else UTF-8.
 * Many servers name UTF-8 whatever they send: bytes that are not UTF-8 are read as declared, else as windows-1252.
 * @param contentType the server's `Content-Type` header
 */
export function decodeFeed(body: Buffer, contentType: string | undefined): string {
  const marked = markedEncoding(body);
  if (marked) return iconv.decode(body, marked);
  const declared = knownEncoding(declaredEncoding(body));
  const named = knownEncoding(charsetOf(contentType)) ?? declared ?? "utf-8";
  if (named !== "utf-8" || isUtf8(body)) return iconv.decode(body, named);
  return iconv.decode(body, declared && declared !== "utf-8" ? declared : "windows-1252");
}

function markedEncoding(body: Buffer): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return "utf-8";
  if (body[0] === 0xff && body[1] === 0xfe) return "utf-16le";
  if (body[0] === 0xfe && body[1] === 0xff) return "utf-16be";
  // `<?` in two bytes each: no XML document starts otherwise, and without this its declaration could not be read.
  if (body[0] === 0x3c && body[1] === 0 && body[2] === 0x3f && body[3] === 0) return "utf-16le";
  if (body[0] === 0 && body[1] === 0x3c && body[2] === 0 && body[3] === 0x3f) return "utf-16be";
  return null;
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:+-]+)/i.exec(contentType ?? "")?.[1];
}

function declaredEncoding(body: Buffer): string | undefined {
  const start = body.toString("latin1", 0, 256);
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:+-]+)["']/i.exec(start)?.[1];
}

/** Our name of an encoding; null for one that is unknown or that a text readable so far cannot have. */
function knownEncoding(name: string | undefined): string | null {
  const plain = (name ?? "").toLowerCase();
  // What calls itself Latin-1 or ASCII is windows-1252 in practice: https://encoding.spec.whatwg.org/#names-and-labels
  if (/^(iso-?8859-?1|latin-?1|us-ascii|ascii|cp1252)$/.test(plain)) return "windows-1252";
  if (/^utf-?8$/.test(plain)) return "utf-8";
  if (plain.startsWith("utf-16") || plain.startsWith("utf-32") || plain.startsWith("utf-7")) return null;
  return plain !== "" && iconv.encodingExists(plain) ? plain : null;
}
