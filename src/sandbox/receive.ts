import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Asked } from "./wire.ts";

/** Largest body or file that the sandbox takes in, in bytes. */
export const mostBodyBytes = 64 * 1024 * 1024;

/** Makes the server hand over bodies unread, as each network reads and refuses them in its own way. */
export async function readBodiesRaw(server: FastifyInstance): Promise<void> {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: mostBodyBytes }, (_request, body, done) =>
    done(null, body),
  );
  await server.register(multipart, { limits: { fileSize: mostBodyBytes, files: 8 } });
}

/** The request as the networks' programs read it. */
export async function receive(request: FastifyRequest, prefix: string, now: Date): Promise<Asked> {
  const url = new URL(request.url, "http://sandbox.invalid");
  const headers = plainHeaders(request);
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const parts = request.isMultipart() ? await partsOf(request) : null;
  return {
    method: request.method,
    path: url.pathname.slice(prefix.length) || "/",
    params: (request.params ?? {}) as Record<string, string>,
    query: url.searchParams,
    headers,
    fields: parts ? parts.fields : fieldsOf(bytes, headers["content-type"] ?? ""),
    files: parts ? parts.files : {},
    bytes,
    baseUrl: `http://${headers.host ?? "127.0.0.1"}${prefix}`,
    arrivedAt: now,
    now,
  };
}

function fieldsOf(bytes: Buffer, contentType: string): Asked["fields"] {
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return formFields(new URLSearchParams(bytes.toString("utf8")));
  if (!contentType.includes("json")) return bytes.length === 0 ? {} : null;
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null; // what a network says to broken JSON is its own affair
  }
}

/** Form fields by name; `media_ids[]` becomes a list under `media_ids`. */
function formFields(form: Iterable<[string, string]>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (!name.endsWith("[]")) fields[name] = value;
    else {
      const plain = name.slice(0, -2);
      const list = fields[plain];
      fields[plain] = Array.isArray(list) ? [...list, value] : [value];
    }
  }
  return fields;
}

async function partsOf(
  request: FastifyRequest,
): Promise<Pick<Asked, "files"> & { fields: Record<string, unknown> }> {
  const files: Record<string, { contentType: string; fileName: string; bytes: Uint8Array }> = {};
  const pairs: [string, string][] = [];
  for await (const part of request.parts()) {
    if (part.type === "file")
      files[part.fieldname] = {
        contentType: part.mimetype,
        fileName: part.filename,
        bytes: await part.toBuffer(),
      };
    else pairs.push([part.fieldname, String(part.value)]);
  }
  return { fields: formFields(pairs), files };
}

function plainHeaders(request: FastifyRequest): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  return plain;
}
