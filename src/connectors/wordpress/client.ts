import { convert } from "html-to-text";
import type { z } from "zod";
import type { HttpReply, HttpRequest } from "../../platform/http.ts";
import type { Access } from "../../profiles/network.ts";
import { movedTo, type WordPressFailure } from "./failure.ts";
import { rootOf } from "./root.ts";
import { Refusal, type WordPressCredentials } from "./schema.ts";

export type WordPressAnswer<T> =
  | { kind: "answer"; data: T; headers: Readonly<Record<string, string>> }
  | WordPressFailure;

/** One request to the API of a site: `path` is what follows the root, such as `wp/v2/posts`. */
export type WordPressCall = Omit<HttpRequest, "url"> & { path: string };

/** Asks a site once. Never throws for what sites, their firewalls or the way to them normally do. */
export async function ask<T>(
  access: Access<WordPressCredentials | null>,
  schema: z.ZodType<T>,
  call: WordPressCall,
  signal: AbortSignal,
): Promise<WordPressAnswer<T>> {
  const headers = authorization(await access.vault.read());
  const root = await rootOf(access, headers, signal);
  if (root.kind !== "root") return root;
  const { path, ...request } = call;
  const url = root.prefix + path;
  return readReply(
    schema,
    await access.http.send({ ...request, url, headers: { ...request.headers, ...headers } }, signal),
  );
}

function authorization(credentials: WordPressCredentials | null): Record<string, string> {
  if (!credentials) return {};
  const pair = Buffer.from(`${credentials.username}:${credentials.applicationPassword}`);
  return { authorization: `Basic ${pair.toString("base64")}` };
}

/** What a reply says, or why there is nothing to read in it. */
export function readReply<T>(schema: z.ZodType<T>, reply: HttpReply): WordPressAnswer<T> {
  if (reply.kind === "too-large") return { kind: "no-answer", detail: reply.detail };
  if (reply.kind !== "answer") return reply;
  const { status, headers } = reply;
  if (status >= 300 && status < 400) return movedTo(headers.location ?? "another address", status);
  const body = json(reply.body);
  const afterSeconds = secondsOf(headers["retry-after"]);
  if (status >= 400) {
    const refusal = Refusal.safeParse(body);
    if (!refusal.success) return { kind: "not-wordpress", status, afterSeconds, detail: `HTTP ${status}` };
    return { kind: "refused", status, afterSeconds, code: refusal.data.code, detail: wordsOf(refusal.data) };
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { kind: "answer", data: parsed.data, headers };
  return {
    kind: "not-wordpress",
    status,
    afterSeconds,
    detail: `the answer (HTTP ${status}) is not one of WordPress's`,
  };
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    // HTML of a firewall or of a PHP fault: `undefined` fits no schema.
    return undefined;
  }
}

/** WordPress's own sentence, without its markup, and what it says of each parameter. */
function wordsOf(refusal: z.infer<typeof Refusal>): string {
  const params = Object.values(refusal.data?.params ?? {}).filter((words) => typeof words === "string");
  const sentence = convert(refusal.message, { wordwrap: false }).trim();
  return [sentence || refusal.code, ...params].join(" ");
}

/** `Retry-After` as a number of seconds, the form in which WordPress itself sends it. */
function secondsOf(header: string | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null;
}
